package dev.swarmlog.registry.core;

import dev.swarmlog.registry.core.RegistryEvent.Load;

/** What the world was last told of an agent's load, when, and in which version of its status. */
public record Shown(long version, int inFlight, int queued, long atMs) {
    static final Shown NOTHING = new Shown(0, 0, 0, 0);

    Shown next(Load load, long nowMs) {
        return new Shown(version + 1, load.inFlight(), load.queued(), nowMs);
    }
}
