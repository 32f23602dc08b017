package dev.swarmlog.lawless.router;

import dev.swarmlog.lawless.registry.ThingManager;

/** A service that reaches into another one, in a circle, and has a get. */
public final class Nosy {
    private Nosy() {}

    public static int getNeighbour() {
        return new ThingManager().count();
    }
}
