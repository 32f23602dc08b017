package dev.swarmlog.coordinator.core.space;

import dev.swarmlog.coordinator.core.swarm.Behaviour;
import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.Frame;
import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.util.Arrays;

/**
 * Mutable, for one thread: CLUSTERING by mean shift: each moves to the mean of those that are like it, until those that
 * belong together stand in one place. The measure is how far they still moved, in radiuses.
 */
public final class Clusters implements Behaviour {
    /** Who is nearer than that share of the radius at the end belongs together. */
    private static final float TOGETHER = 0.5f;

    private final World world;
    private final float radius;
    private final byte[] roles;
    private final Grid grid;
    private final Places places;
    private double moved;

    private Clusters(World world, float radius, byte[] roles, Places places, double moved) {
        this.world = world;
        this.radius = radius;
        this.roles = roles;
        this.places = places;
        this.moved = moved;
        grid = new Grid(world, false, radius, roles.length);
    }

    /** So many heaps in places that chance names, each as wide as said; particle i is of heap i % heaps. */
    public static Clusters heaps(World world, float radius, byte[] roles, int heaps, double width, Chance chance) {
        Places middles = new Places(heaps);
        apart(world, middles, width, chance);
        Places places = new Places(roles.length);
        for (int i = 0; i < roles.length; i++) {
            int heap = i % heaps;
            places.x[i] = world.clamped((float) (middles.x[heap] + width * chance.normal()));
            places.y[i] = world.clamped((float) (middles.y[heap] + width * chance.normal()));
            places.z[i] = world.isFlat() ? 0 : world.clamped((float) (middles.z[heap] + width * chance.normal()));
        }
        return new Clusters(world, radius, roles, places, 1);
    }

    /** Particles where somebody's data says; two or three numbers for each. */
    public static Clusters of(World world, float radius, byte[] roles, float[] data) {
        Places places = new Places(roles.length);
        int wide = world.dimensions();
        for (int i = 0; i < roles.length; i++) {
            places.x[i] = world.clamped(data[i * wide]);
            places.y[i] = world.clamped(data[i * wide + 1]);
            places.z[i] = world.isFlat() ? 0 : world.clamped(data[i * wide + 2]);
        }
        return new Clusters(world, radius, roles, places, 1);
    }

    /** Each of several tries is as far as can be from those that are there. */
    private static void apart(World world, Places middles, double width, Chance chance) {
        double rim = Math.min(world.size() / 2, 3 * width);
        for (int heap = 0; heap < middles.x.length; heap++) {
            double farthest = -1;
            for (int attempt = 0; attempt < 32; attempt++) {
                float x = (float) chance.between(rim, world.size() - rim);
                float y = (float) chance.between(rim, world.size() - rim);
                float z = world.isFlat() ? 0 : (float) chance.between(rim, world.size() - rim);
                double nearest = Double.POSITIVE_INFINITY;
                for (int other = 0; other < heap; other++) {
                    nearest =
                            Math.min(nearest, square(x - middles.x[other], y - middles.y[other], z - middles.z[other]));
                }
                if (nearest > farthest) {
                    farthest = nearest;
                    middles.x[heap] = x;
                    middles.y[heap] = y;
                    middles.z[heap] = z;
                }
            }
        }
    }

    public static Clusters read(World world, float radius, byte[] roles, StateReader from) {
        double moved = from.number();
        return new Clusters(world, radius, roles, Places.read(from, world), moved);
    }

    @Override
    public void write(StateWriter to) {
        to.number(moved);
        places.write(to, world);
    }

    @Override
    public void step() {
        grid.sort(places.x, places.y, places.z, roles.length);
        double sum = 0;
        for (int cz = grid.firstLayer(); cz < grid.endLayer(); cz++) {
            for (int cy = 1; cy < grid.across() - 1; cy++) {
                for (int cx = 1; cx < grid.across() - 1; cx++) {
                    int cell = grid.cell(cx, cy, cz);
                    for (int g = grid.start(cell); g < grid.start(cell + 1); g++) {
                        sum += shift(g, cell);
                    }
                }
            }
        }
        moved = sum / roles.length / radius;
    }

    /** What the grid holds is where all were before the step. */
    private double shift(int g, int cell) {
        int seen = 0;
        double x = 0;
        double y = 0;
        double z = 0;
        for (int row = 0; row < grid.rows(); row++) {
            int left = cell + grid.row(row);
            for (int n = grid.start(left); n < grid.start(left + 3); n++) {
                float dx = grid.x[n] - grid.x[g];
                float dy = grid.y[n] - grid.y[g];
                float dz = grid.z[n] - grid.z[g];
                if (square(dx, dy, dz) < radius * radius) {
                    seen++;
                    x += dx;
                    y += dy;
                    z += dz;
                }
            }
        }
        int who = grid.who[g];
        places.x[who] = world.clamped((float) (grid.x[g] + x / seen));
        places.y[who] = world.clamped((float) (grid.y[g] + y / seen));
        places.z[who] = world.isFlat() ? 0 : world.clamped((float) (grid.z[g] + z / seen));
        return Math.sqrt(x * x + y * y + z * z) / seen;
    }

    private static double square(double dx, double dy, double dz) {
        return dx * dx + dy * dy + dz * dz;
    }

    /** To which cluster each particle belongs, numbered as they are met. */
    public int[] clusters() {
        int[] of = new int[roles.length];
        Arrays.fill(of, -1);
        int[] leaders = new int[roles.length];
        int found = 0;
        float together = TOGETHER * radius;
        for (int i = 0; i < roles.length; i++) {
            for (int c = 0; c < found && of[i] < 0; c++) {
                int leader = leaders[c];
                if (square(
                                places.x[i] - places.x[leader],
                                places.y[i] - places.y[leader],
                                places.z[i] - places.z[leader])
                        < together * together) {
                    of[i] = c;
                }
            }
            if (of[i] < 0) {
                leaders[found] = i;
                of[i] = found++;
            }
        }
        return of;
    }

    @Override
    public double measure() {
        return moved;
    }

    @Override
    public double diversity() {
        return moved;
    }

    @Override
    public int size() {
        return roles.length;
    }

    @Override
    public void show(Frame frame) {
        places.show(frame, roles);
    }
}
