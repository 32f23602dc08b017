package dev.swarmlog.saga.deployed;

import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Share;
import dev.swarmlog.v1.SagaDefinition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All definitions, by name and version. Thread-safe: one thread writes, every task reads.
 *
 * <p>What a version means never changes while an instance runs: another text under the same name and version is
 * ignored and told, and what is withdrawn serves those that run. A restart would know neither; whoever deploys looks
 * first, and those whose definition is not there wait for it.
 */
public final class Deployments {
    private static final int LEFT_OUT_MAX = 1_000;
    private static final int REASON_CHARS_MAX = 500;

    /** A change of a change of a change... */
    private static final int CHANGES_MAX = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Deployments.class);

    private final DefinitionReader reader;
    private final SagaLimits limits;
    private final int definitionsMax;
    private final Map<String, Deployed> byKey = new ConcurrentHashMap<>();
    private final Map<String, Deployed> newest = new ConcurrentHashMap<>();
    private final Map<String, Deployed> withdrawn = new ConcurrentHashMap<>();
    private final Map<String, String> leftOut = new ConcurrentHashMap<>();
    private final Shares shares = new Shares();

    public Deployments(DefinitionReader reader, SagaLimits limits, int definitionsMax) {
        this.reader = reader;
        this.limits = limits;
        this.definitionsMax = definitionsMax;
    }

    /** The newest record of a key; null says that it is withdrawn, for new sagas. */
    public void put(String key, @Nullable SagaDefinition record) {
        if (record == null) {
            Deployed gone = byKey.remove(key);
            if (gone != null) {
                withdrawn.put(key, gone);
                withdraw(gone.definition().name());
            }
            return;
        }
        Deployed before = byKey.get(key);
        if (before != null) {
            if (!before.definition().hash().equals(record.getHash())) {
                LOG.warn("{} was deployed with another text; a version keeps the one that it had", key);
            }
            return;
        }
        if (byKey.size() >= definitionsMax) {
            leaveOut(key, "there are " + definitionsMax + " definitions already");
            return;
        }
        try {
            Definition read = reader.read(record.getSource());
            if (!key.equals(read.name() + "@" + read.version())) {
                leaveOut(key, "its text is that of " + read.name() + " in version " + read.version());
                return;
            }
            Deployed made = Deployed.of(read, limits);
            byKey.put(key, made);
            leftOut.remove(key);
            newest.merge(read.name(), made, (best, one) -> isNewer(one, best) ? one : best);
        } catch (IllegalArgumentException e) {
            leaveOut(key, String.valueOf(e.getMessage()));
        }
    }

    private void leaveOut(String key, String why) {
        LOG.warn("{} is left out: {}", key, why);
        if (leftOut.size() < LEFT_OUT_MAX) {
            leftOut.put(key, why.substring(0, Math.min(why.length(), REASON_CHARS_MAX)));
        }
    }

    /** Why what a start asks for is not there, where somebody deployed it and it was left out; else empty. */
    public String whyNot(String name, String version) {
        return leftOut.entrySet().stream()
                .filter(each -> each.getKey().equals(name + "@" + version)
                        || (version.isEmpty() && each.getKey().startsWith(name + "@")))
                .map(each -> "; " + each.getKey() + " is left out: " + each.getValue())
                .findFirst()
                .orElse("");
    }

    /** Who of those that name no version begins by a changed one. */
    public Shares shares() {
        return shares;
    }

    /**
     * What the start of a saga asks for. Where it names no version that is the newest, or what is tried or stays in place
     * of it, if this saga is one of the share that gets it; null where there is none.
     */
    public @Nullable Deployed find(String name, String version, String sagaId) {
        if (!version.isEmpty()) {
            return byKey.get(name + "@" + version);
        }
        Deployed found = newest.get(name);
        for (int changes = 0; found != null && changes < CHANGES_MAX; changes++) {
            Share share = shares.of(name, found.definition().version());
            Deployed changed = share == null || !share.takes(sagaId) ? null : byKey.get(name + "@" + share.candidate());
            if (changed == null) {
                break;
            }
            found = changed;
        }
        return found;
    }

    /** What an instance is bound to; null where it is not there, or means something else by now. */
    public @Nullable Deployed bound(String name, String version, String hash) {
        String key = name + "@" + version;
        Deployed found = byKey.getOrDefault(key, withdrawn.get(key));
        return found == null || !found.definition().hash().equals(hash) ? null : found;
    }

    public int size() {
        return byKey.size();
    }

    private void withdraw(String name) {
        Deployed best = null;
        for (Deployed each : byKey.values()) {
            if (each.definition().name().equals(name) && (best == null || isNewer(each, best))) {
                best = each;
            }
        }
        if (best == null) {
            newest.remove(name);
        } else {
            newest.put(name, best);
        }
    }

    private static boolean isNewer(Deployed one, Deployed other) {
        Semver version = Semver.parse(one.definition().version());
        Semver than = Semver.parse(other.definition().version());
        return version != null && (than == null || version.isGreaterThan(than));
    }
}
