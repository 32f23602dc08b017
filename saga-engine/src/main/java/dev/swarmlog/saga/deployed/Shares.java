package dev.swarmlog.saga.deployed;

import dev.swarmlog.saga.core.definition.Share;
import dev.swarmlog.v1.Improvement;
import dev.swarmlog.v1.ImprovementState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which part of the new sagas begins by a changed version, as improvements.status says. Thread-safe: one thread writes. */
public final class Shares {
    private static final int ALL = 1_000;

    /** By the improvement. */
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    /** By the version that is changed, as name@version. */
    private final Map<String, Share> byBase = new ConcurrentHashMap<>();

    private record Place(String base, Share share) {}

    /** What is said last of an improvement. */
    public void put(String id, @Nullable Improvement said) {
        Place before = places.remove(id);
        int permille = said == null ? 0 : permille(said);
        if (said != null && permille > 0) {
            String base = said.getName() + "@" + said.getVersion();
            places.put(id, new Place(base, new Share(said.getCandidate(), permille)));
            choose(base);
        }
        if (before != null) {
            choose(before.base);
        }
    }

    private static int permille(Improvement said) {
        if (said.getCandidate().isEmpty()) {
            return 0;
        }
        ImprovementState state = said.getState();
        return state == ImprovementState.PROMOTED ? ALL : state == ImprovementState.TRYING ? said.getPermille() : 0;
    }

    /** There is one at most; of more than one the larger share is taken, wherever they are read. */
    private void choose(String base) {
        Share best = null;
        for (Place each : places.values()) {
            if (each.base.equals(base) && (best == null || isBefore(each.share, best))) {
                best = each.share;
            }
        }
        if (best == null) {
            byBase.remove(base);
        } else {
            byBase.put(base, best);
        }
    }

    private static boolean isBefore(Share one, Share other) {
        return one.permille() != other.permille()
                ? one.permille() > other.permille()
                : one.candidate().compareTo(other.candidate()) < 0;
    }

    /** Null where all begin by the version itself. */
    @Nullable
    Share of(String name, String version) {
        return byBase.get(name + "@" + version);
    }
}
