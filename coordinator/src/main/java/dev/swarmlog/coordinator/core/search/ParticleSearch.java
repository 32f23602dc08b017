package dev.swarmlog.coordinator.core.search;

import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.Frame;
import dev.swarmlog.coordinator.core.swarm.Role;
import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.util.Arrays;

/**
 * Mutable and hot, for one thread: a particle swarm. WORKERs weigh their own best point and their neighbours', FORAGERs
 * go for their neighbours' alone, SCOUTs begin anew elsewhere when they find nothing better for long.
 */
public final class ParticleSearch implements Search {
    private final Box box;
    private final ParticleRule rule;
    private final byte[] roles;
    private final Chance chance;
    private final int n;
    private final int count;
    private double[] at;
    private double[] velocity;
    private double[] best;
    private double[] bestValue;
    private int[] sinceBetter;
    private long generation;

    private ParticleSearch(Box box, ParticleRule rule, byte[] roles, Chance chance) {
        this.box = box;
        this.rule = rule;
        this.roles = roles;
        this.chance = chance;
        n = box.dimensions();
        count = roles.length;
        at = new double[count * n];
        velocity = new double[count * n];
        best = new double[count * n];
        bestValue = new double[count];
        sinceBetter = new int[count];
    }

    public static ParticleSearch begin(Box box, ParticleRule rule, byte[] roles, Chance chance) {
        ParticleSearch search = new ParticleSearch(box, rule, roles, chance);
        Arrays.fill(search.bestValue, Double.POSITIVE_INFINITY);
        for (int i = 0; i < search.count; i++) {
            search.scatter(i);
        }
        return search;
    }

    private void scatter(int i) {
        for (int d = 0; d < n; d++) {
            at[i * n + d] = box.lower(d) + box.width(d) * chance.unit();
            velocity[i * n + d] = 0.5 * box.width(d) * (chance.unit() - 0.5);
            best[i * n + d] = at[i * n + d];
        }
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public void candidate(int which, double[] into) {
        System.arraycopy(at, which * n, into, 0, n);
    }

    @Override
    public void advance(double[] values) {
        generation++;
        for (int i = 0; i < count; i++) {
            if (values[i] < bestValue[i]) {
                bestValue[i] = values[i];
                System.arraycopy(at, i * n, best, i * n, n);
                sinceBetter[i] = 0;
            } else {
                sinceBetter[i]++;
            }
        }
        if (rule.evolution().isDue(generation)) {
            rule.evolution().turn(bestValue, chance, this::succeed);
        }
        int leader = leader(0, count);
        for (int i = 0; i < count; i++) {
            int model = rule.neighbours() == 0 ? leader : leader(i - rule.neighbours(), 2 * rule.neighbours() + 1);
            if (roles[i] == Role.SCOUT.code() && sinceBetter[i] >= rule.patience() && i != leader) {
                bestValue[i] = Double.POSITIVE_INFINITY;
                sinceBetter[i] = 0;
                scatter(i);
            } else {
                fly(i, model);
            }
        }
    }

    private int leader(int from, int number) {
        int leader = Math.floorMod(from, count);
        for (int step = 1; step < Math.min(number, count); step++) {
            int other = Math.floorMod(from + step, count);
            if (bestValue[other] < bestValue[leader] || (bestValue[other] == bestValue[leader] && other < leader)) {
                leader = other;
            }
        }
        return leader;
    }

    private void fly(int i, int model) {
        boolean forager = roles[i] == Role.FORAGER.code();
        double own = forager ? 0 : rule.own();
        double social = forager ? rule.own() + rule.social() : rule.social();
        for (int d = 0; d < n; d++) {
            int k = i * n + d;
            double limit = box.width(d);
            double moved = rule.inertia() * velocity[k]
                    + own * chance.unit() * (best[k] - at[k])
                    + social * chance.unit() * (best[model * n + d] - at[k]);
            velocity[k] = Math.clamp(moved, -limit, limit);
            at[k] += velocity[k];
            if (at[k] < box.lower(d) || at[k] > box.upper(d)) {
                at[k] = Math.clamp(at[k], box.lower(d), box.upper(d));
                velocity[k] *= -0.5;
            }
        }
    }

    /** A child of two better ones, which has found nothing yet. */
    private void succeed(int dead, int mother, int father) {
        for (int d = 0; d < n; d++) {
            double gene = rule.evolution().gene(best[mother * n + d], best[father * n + d], box.width(d), chance);
            at[dead * n + d] = Math.clamp(gene, box.lower(d), box.upper(d));
            best[dead * n + d] = at[dead * n + d];
            velocity[dead * n + d] = 0;
        }
        bestValue[dead] = Double.POSITIVE_INFINITY;
        sinceBetter[dead] = 0;
    }

    /** The mean deviation from the middle, in all dimensions. */
    @Override
    public double diversity() {
        double sum = 0;
        for (int d = 0; d < n; d++) {
            double mean = 0;
            for (int i = 0; i < count; i++) {
                mean += at[i * n + d];
            }
            mean /= count;
            double squares = 0;
            for (int i = 0; i < count; i++) {
                squares += (at[i * n + d] - mean) * (at[i * n + d] - mean);
            }
            sum += Math.sqrt(squares / count) / box.width(d);
        }
        return sum / n;
    }

    @Override
    public boolean isRestless() {
        return false;
    }

    @Override
    public void show(Frame frame) {
        int every = frame.begin(count);
        for (int i = 0; i < count; i += every) {
            frame.add(at[i * n], n > 1 ? at[i * n + 1] : 0, n > 2 ? at[i * n + 2] : 0, Role.of(roles[i]));
        }
    }

    @Override
    public void write(StateWriter to) {
        to.large(chance.state()).large(generation);
        to.numbers(at).numbers(velocity).numbers(best).numbers(bestValue).wholes(sinceBetter);
    }

    public static ParticleSearch read(Box box, ParticleRule rule, byte[] roles, StateReader from) {
        ParticleSearch read = new ParticleSearch(box, rule, roles, new Chance(from.large()));
        read.generation = from.large();
        read.at = from.numbers();
        read.velocity = from.numbers();
        read.best = from.numbers();
        read.bestValue = from.numbers();
        read.sinceBetter = from.wholes();
        return read;
    }
}
