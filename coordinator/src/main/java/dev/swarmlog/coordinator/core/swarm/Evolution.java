package dev.swarmlog.coordinator.core.swarm;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Reproduction and death by fitness: now and then the worst share dies, and children of better ones take its place.
 *
 * @param every so many steps; 0 means never
 * @param share of the population that dies each time
 * @param mutation how far a gene of a child may be off, as a share of its range
 */
public record Evolution(int every, double share, double mutation) {
    public static final Evolution NONE = new Evolution(0, 0, 0);
    private static final int TOURNAMENT = 3;

    /** One that dies, and whose child comes in its place. */
    public interface Succession {
        void succeed(int dead, int mother, int father);
    }

    public boolean isDue(long step) {
        return every > 0 && step > 0 && step % every == 0;
    }

    /** Lower is fitter. The best never dies, and parents are the best of three that chance names. */
    public void turn(double[] unfitness, Chance chance, Succession succession) {
        int count = unfitness.length;
        int deaths = Math.min(count - 1, (int) Math.round(share * count));
        if (deaths <= 0) {
            return;
        }
        Integer[] order = new Integer[count];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> unfitness[i]));
        int living = count - deaths;
        for (int i = living; i < count; i++) {
            succession.succeed(order[i], order[parent(living, chance)], order[parent(living, chance)]);
        }
    }

    /** They stand in the order of their fitness, so the best of three is the first of them. */
    private static int parent(int living, Chance chance) {
        int best = living;
        for (int i = 0; i < TOURNAMENT; i++) {
            best = Math.min(best, chance.below(living));
        }
        return best;
    }

    /** A gene of a child: from either parent, and a little off. */
    public double gene(double mother, double father, double range, Chance chance) {
        double taken = chance.unit() < 0.5 ? mother : father;
        return taken + mutation * range * chance.normal();
    }
}
