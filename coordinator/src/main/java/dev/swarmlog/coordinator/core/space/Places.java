package dev.swarmlog.coordinator.core.space;

import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.Frame;
import dev.swarmlog.coordinator.core.swarm.Role;
import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;

/** Mutable: where particles are, in flat arrays. */
final class Places {
    final float[] x;
    final float[] y;
    final float[] z;

    Places(int count) {
        this(new float[count], new float[count], new float[count]);
    }

    private Places(float[] x, float[] y, float[] z) {
        this.x = x;
        this.y = y;
        this.z = z;
    }

    /** Anywhere within a distance of the middle of the world. */
    static Places scattered(World world, int count, float reach, Chance chance) {
        Places places = new Places(count);
        float middle = world.size() / 2;
        for (int i = 0; i < count; i++) {
            places.x[i] = world.clamped(middle + (float) chance.between(-reach, reach));
            places.y[i] = world.clamped(middle + (float) chance.between(-reach, reach));
            places.z[i] = world.isFlat() ? 0 : world.clamped(middle + (float) chance.between(-reach, reach));
        }
        return places;
    }

    void write(StateWriter to, World world) {
        to.floats(x).floats(y);
        if (!world.isFlat()) {
            to.floats(z);
        }
    }

    static Places read(StateReader from, World world) {
        float[] x = from.floats();
        float[] y = from.floats();
        return new Places(x, y, world.isFlat() ? new float[x.length] : from.floats());
    }

    void show(Frame frame, byte[] roles) {
        int every = frame.begin(roles.length);
        for (int i = 0; i < roles.length; i += every) {
            frame.add(x[i], y[i], z[i], Role.of(roles[i]));
        }
    }
}
