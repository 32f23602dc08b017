package dev.swarmlog.coordinator.core.swarm;

import java.util.Arrays;

/** Mutable: where the particles of a swarm are, at most so many of them, each with its role. */
public final class Frame {
    private final int max;
    private int count;
    private float[] places = new float[0];
    private byte[] roles = new byte[0];

    public Frame(int max) {
        this.max = max;
    }

    /** To be called first; says every how many particles one is shown. */
    public int begin(int particles) {
        int every = Math.max(1, (particles + max - 1) / max);
        int room = (particles + every - 1) / every;
        count = 0;
        places = new float[room * 3];
        roles = new byte[room];
        return every;
    }

    public void add(double x, double y, double z, Role role) {
        places[3 * count] = (float) x;
        places[3 * count + 1] = (float) y;
        places[3 * count + 2] = (float) z;
        roles[count++] = role.code();
    }

    public int count() {
        return count;
    }

    /** Three numbers a particle. */
    public float[] places() {
        return Arrays.copyOf(places, count * 3);
    }

    public byte[] roles() {
        return Arrays.copyOf(roles, count);
    }
}
