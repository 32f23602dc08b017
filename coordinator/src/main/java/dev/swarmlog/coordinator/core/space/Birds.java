package dev.swarmlog.coordinator.core.space;

import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;

/** Mutable: places and velocities in flat arrays, and which bird stands where in them. */
final class Birds {
    final float[] x;
    final float[] y;
    final float[] z;
    final float[] vx;
    final float[] vy;
    final float[] vz;
    final int[] id;

    Birds(int count) {
        this(
                new float[count],
                new float[count],
                new float[count],
                new float[count],
                new float[count],
                new float[count],
                new int[count]);
    }

    private Birds(float[] x, float[] y, float[] z, float[] vx, float[] vy, float[] vz, int[] id) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.vx = vx;
        this.vy = vy;
        this.vz = vz;
        this.id = id;
    }

    void write(StateWriter to, boolean flat) {
        to.wholes(id).floats(x).floats(y).floats(vx).floats(vy);
        if (!flat) {
            to.floats(z).floats(vz);
        }
    }

    static Birds read(StateReader from, boolean flat) {
        int[] id = from.wholes();
        float[] x = from.floats();
        float[] y = from.floats();
        float[] vx = from.floats();
        float[] vy = from.floats();
        float[] z = flat ? new float[id.length] : from.floats();
        float[] vz = flat ? new float[id.length] : from.floats();
        return new Birds(x, y, z, vx, vy, vz, id);
    }
}
