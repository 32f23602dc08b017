package dev.swarmlog.coordinator.tracker.definition;

import dev.swarmlog.coordinator.tracker.core.improve.StepPlan;
import dev.swarmlog.v1.SagaDefinition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;

/** All definitions that are deployed, as sagas.definitions has them. Thread-safe: one thread writes. */
public final class Catalogue {
    private static final int PLANS_MAX = 1_000;

    /** What a machine makes of 1.2.0 comes before 1.2.0, so nobody who asks for the newest gets it by that. */
    private static final Pattern RELEASE = Pattern.compile("(\\d+\\.\\d+\\.\\d+)(?:-improve\\.(\\d{1,9}))?");

    private final Map<String, Map<String, SagaDefinition>> byName = new ConcurrentHashMap<>();
    private final Map<String, Map<Integer, StepPlan>> plans = new ConcurrentHashMap<>();

    /** The newest record of a key; null says that it is withdrawn. */
    public void changed(String key, @Nullable SagaDefinition definition) {
        plans.remove(key);
        int at = key.lastIndexOf('@');
        if (at < 0) {
            return;
        }
        Map<String, SagaDefinition> versions =
                byName.computeIfAbsent(key.substring(0, at), name -> new ConcurrentHashMap<>());
        if (definition == null) {
            versions.remove(key.substring(at + 1));
        } else {
            versions.put(key.substring(at + 1), definition);
        }
    }

    public @Nullable SagaDefinition find(String name, String version) {
        return byName.getOrDefault(name, Map.of()).get(version);
    }

    /** The version that sagas take which name none, if no change is tried; empty where there is none. */
    public String newest(String name) {
        Semver best = null;
        for (String each : byName.getOrDefault(name, Map.of()).keySet()) {
            Semver version = Semver.parse(each);
            if (version != null && (best == null || version.isGreaterThan(best))) {
                best = version;
            }
        }
        return best == null ? "" : best.getVersion();
    }

    /** What a definition says of each step, by index; nothing where it is not there or cannot be read. */
    public Map<Integer, StepPlan> plans(String name, String version) {
        SagaDefinition definition = find(name, version);
        if (definition == null) {
            return Map.of();
        }
        if (plans.size() >= PLANS_MAX) {
            plans.clear();
        }
        return plans.computeIfAbsent(name + "@" + version, key -> {
            DefinitionText text = DefinitionText.of(definition.getSource());
            return text == null ? Map.of() : text.plans();
        });
    }

    /** The version for the next change of this one; empty where it is none that is released. */
    public String nextChange(String name, String version) {
        Matcher release = RELEASE.matcher(version);
        if (!release.matches()) {
            return "";
        }
        long last = 0;
        for (String each : byName.getOrDefault(name, Map.of()).keySet()) {
            Matcher other = RELEASE.matcher(each);
            if (other.matches() && other.group(1).equals(release.group(1)) && other.group(2) != null) {
                last = Math.max(last, Long.parseLong(other.group(2)));
            }
        }
        return release.group(1) + "-improve." + (last + 1);
    }
}
