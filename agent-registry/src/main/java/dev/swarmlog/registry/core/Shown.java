package dev.swarmlog.registry.core;

import dev.swarmlog.registry.core.RegistryEvent.Load;
import dev.swarmlog.registry.core.liveness.Liveness;

/** What the world was last told of an agent's load and health, when, and in which version of its status. */
public record Shown(long version, int inFlight, int queued, long atMs, double score, Liveness liveness) {
    static final Shown NOTHING = new Shown(0, 0, 0, 0, 0, Liveness.NONE);

    Shown next(Load load, double shownScore, Liveness shownLiveness, long nowMs) {
        return new Shown(version + 1, load.inFlight(), load.queued(), nowMs, shownScore, shownLiveness);
    }
}
