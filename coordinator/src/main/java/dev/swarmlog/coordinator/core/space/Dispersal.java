package dev.swarmlog.coordinator.core.space;

import dev.swarmlog.coordinator.core.swarm.Behaviour;
import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.Frame;
import dev.swarmlog.coordinator.core.swarm.Role;
import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.util.Arrays;

/**
 * Mutable, for one thread: DISPERSING, from the middle over the whole world. Each keeps others away, those of its own
 * group more. The measure is how much the mean distance to the nearest falls short of that in an even spread.
 *
 * <p>Scouts take longer strides.
 */
public final class Dispersal implements Behaviour {
    private static final float SCOUT_STRIDES = 2;
    private static final double NEARNESS = 1e-9;

    private final World world;
    private final SpreadRule rule;
    private final byte[] roles;
    private final Chance chance;
    private final double spacing;
    private final float reach;
    private final Grid grid;
    private final Places places;
    private final float[] nearest;
    private long steps;

    private Dispersal(World world, SpreadRule rule, byte[] roles, Chance chance, Places places, long steps) {
        this.world = world;
        this.rule = rule;
        this.roles = roles;
        this.chance = chance;
        this.places = places;
        this.steps = steps;
        spacing = world.spacing(roles.length);
        reach = (float) Math.min(world.size(), rule.reach() * spacing);
        grid = new Grid(world, false, reach, roles.length);
        nearest = new float[roles.length];
        look();
    }

    /** All near the middle. */
    public static Dispersal crowded(World world, SpreadRule rule, byte[] roles, Chance chance) {
        Places places = Places.scattered(world, roles.length, world.size() / 20, chance);
        return new Dispersal(world, rule, roles, chance, places, 0);
    }

    public static Dispersal read(World world, SpreadRule rule, byte[] roles, StateReader from) {
        Chance chance = new Chance(from.large());
        long steps = from.large();
        return new Dispersal(world, rule, roles, chance, Places.read(from, world), steps);
    }

    @Override
    public void write(StateWriter to) {
        to.large(chance.state()).large(steps);
        places.write(to, world);
    }

    @Override
    public void step() {
        double stride = rule.stride() * spacing / (1 + rule.calming() * steps);
        for (int cz = grid.firstLayer(); cz < grid.endLayer(); cz++) {
            for (int cy = 1; cy < grid.across() - 1; cy++) {
                for (int cx = 1; cx < grid.across() - 1; cx++) {
                    int cell = grid.cell(cx, cy, cz);
                    for (int g = grid.start(cell); g < grid.start(cell + 1); g++) {
                        move(g, cell, stride);
                    }
                }
            }
        }
        steps++;
        look();
    }

    /** What the grid holds is where all were before the step. */
    private void move(int g, int cell, double stride) {
        int who = grid.who[g];
        double pushX = 0;
        double pushY = 0;
        double pushZ = 0;
        for (int row = 0; row < grid.rows(); row++) {
            int left = cell + grid.row(row);
            for (int n = grid.start(left); n < grid.start(left + 3); n++) {
                double dx = grid.x[g] - grid.x[n];
                double dy = grid.y[g] - grid.y[n];
                double dz = grid.z[g] - grid.z[n];
                double square = dx * dx + dy * dy + dz * dz;
                if (n != g && square < reach * reach) {
                    double distance = Math.sqrt(square) + NEARNESS;
                    double near = 1 - distance / reach;
                    double push = near * near / distance * dislike(who, grid.who[n]);
                    pushX += push * dx;
                    pushY += push * dy;
                    pushZ += push * dz;
                }
            }
        }
        double force = Math.sqrt(pushX * pushX + pushY * pushY + pushZ * pushZ);
        double strides = roles[who] == Role.SCOUT.code() ? SCOUT_STRIDES : 1;
        double factor = strides * stride * Math.min(1, force) / Math.max(NEARNESS, force);
        places.x[who] = world.clamped((float) (grid.x[g] + factor * pushX));
        places.y[who] = world.clamped((float) (grid.y[g] + factor * pushY));
        places.z[who] = world.isFlat() ? 0 : world.clamped((float) (grid.z[g] + factor * pushZ));
    }

    private double dislike(int one, int other) {
        return one % rule.groups() == other % rule.groups() ? rule.antiAffinity() : 1;
    }

    /** Sorts all anew, and finds how far each is from the nearest; in the reach, since what is beyond does not matter. */
    private void look() {
        grid.sort(places.x, places.y, places.z, roles.length);
        Arrays.fill(nearest, reach);
        for (int cz = grid.firstLayer(); cz < grid.endLayer(); cz++) {
            for (int cy = 1; cy < grid.across() - 1; cy++) {
                for (int cx = 1; cx < grid.across() - 1; cx++) {
                    int cell = grid.cell(cx, cy, cz);
                    for (int g = grid.start(cell); g < grid.start(cell + 1); g++) {
                        nearest[grid.who[g]] = (float) Math.sqrt(nearest(g, cell));
                    }
                }
            }
        }
    }

    private float nearest(int g, int cell) {
        float least = reach * reach;
        for (int row = 0; row < grid.rows(); row++) {
            int left = cell + grid.row(row);
            for (int n = grid.start(left); n < grid.start(left + 3); n++) {
                float dx = grid.x[g] - grid.x[n];
                float dy = grid.y[g] - grid.y[n];
                float dz = grid.z[g] - grid.z[n];
                float square = dx * dx + dy * dy + dz * dz;
                if (n != g && square < least) {
                    least = square;
                }
            }
        }
        return least;
    }

    @Override
    public double measure() {
        return Math.max(0, 1 - mean() / spacing);
    }

    /** How much the distances to the nearest vary, as a share of their mean. */
    @Override
    public double diversity() {
        double mean = mean();
        double squares = 0;
        for (float each : nearest) {
            squares += (each - mean) * (each - mean);
        }
        return Math.sqrt(squares / nearest.length) / Math.max(NEARNESS, mean);
    }

    private double mean() {
        double sum = 0;
        for (float each : nearest) {
            sum += each;
        }
        return sum / nearest.length;
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
