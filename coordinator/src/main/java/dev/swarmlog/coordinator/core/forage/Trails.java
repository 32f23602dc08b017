package dev.swarmlog.coordinator.core.forage;

import dev.swarmlog.coordinator.core.swarm.Chance;
import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Mutable, for one thread: how well each way did with each kind of item, as pheromone between a least and a most
 * (Stuetzle and Hoos, 2000), so that no way is ever forgotten and none is all there is.
 */
public final class Trails {
    public static final double MOST = 1;
    public static final double LEAST = 0.01;

    /** How much one result changes what is known. */
    private static final double TRACE = 0.05;

    private final int kinds;
    private final int ways;
    private final double evaporation;
    private final double[] pheromone;
    private final int[] tries;
    private final int[] failures;

    public Trails(int kinds, int ways, double evaporation) {
        this(kinds, ways, evaporation, new double[kinds * ways], new int[kinds * ways], new int[ways]);
        Arrays.fill(pheromone, (MOST + LEAST) / 2);
    }

    private Trails(int kinds, int ways, double evaporation, double[] pheromone, int[] tries, int[] failures) {
        this.kinds = kinds;
        this.ways = ways;
        this.evaporation = evaporation;
        this.pheromone = pheromone;
        this.tries = tries;
        this.failures = failures;
    }

    public int kinds() {
        return kinds;
    }

    public int ways() {
        return ways;
    }

    public double strength(int kind, int way) {
        return pheromone[kind * ways + way];
    }

    public void evaporate() {
        for (int i = 0; i < pheromone.length; i++) {
            pheromone[i] = Math.max(LEAST, pheromone[i] * (1 - evaporation));
        }
    }

    /** It went well: by how much of the best there is, 0 to 1. */
    public void succeeded(int kind, int way, double quality) {
        failures[way] = 0;
        draw(kind * ways + way, quality);
    }

    private void draw(int at, double toward) {
        double drawn = pheromone[at] + TRACE * (toward - pheromone[at]);
        pheromone[at] = Math.clamp(drawn, LEAST, MOST);
    }

    public void failed(int kind, int way) {
        failures[way]++;
        draw(kind * ways + way, 0);
    }

    /** Failed at so many in a row, of any kind. */
    public int failures(int way) {
        return failures[way];
    }

    /** The way that fails most in a row; negative where none does. */
    public int worst() {
        int worst = -1;
        for (int way = 0; way < ways; way++) {
            if (failures[way] > 0 && (worst < 0 || failures[way] > failures[worst])) {
                worst = way;
            }
        }
        return worst;
    }

    /** As likely as its pheromone, raised to the power, says. */
    public int follow(int kind, double power, Chance chance) {
        return follow(kind, power, chance, any -> true);
    }

    /** The same among those that are allowed; negative where none is. */
    int follow(int kind, double power, Chance chance, IntPredicate allowed) {
        double sum = 0;
        int chosen = -1;
        for (int way = 0; way < ways; way++) {
            if (allowed.test(way)) {
                sum += weight(kind, way, power);
                chosen = way;
            }
        }
        if (chosen < 0) {
            return chosen;
        }
        double left = chance.unit() * sum;
        for (int way = 0; way < chosen; way++) {
            if (allowed.test(way)) {
                left -= weight(kind, way, power);
                if (left < 0) {
                    chosen = way;
                }
            }
        }
        tries[kind * ways + chosen]++;
        return chosen;
    }

    private double weight(int kind, int way, double power) {
        double strength = strength(kind, way);
        return power == 1 ? strength : power == 2 ? strength * strength : StrictMath.pow(strength, power);
    }

    /** What was tried least. */
    public int explore(int kind) {
        return explore(kind, any -> true);
    }

    /** The same among those that are allowed; negative where none is. */
    int explore(int kind, IntPredicate allowed) {
        int least = -1;
        for (int way = 0; way < ways; way++) {
            if (allowed.test(way) && (least < 0 || tries[kind * ways + way] < tries[kind * ways + least])) {
                least = way;
            }
        }
        if (least >= 0) {
            tries[kind * ways + least]++;
        }
        return least;
    }

    /** How undecided a choice by pheromone is: 1 where all ways are alike, 0 where there is only one. */
    public double indecision(double power) {
        if (ways == 1) {
            return 0;
        }
        double sum = 0;
        for (int kind = 0; kind < kinds; kind++) {
            double all = 0;
            for (int way = 0; way < ways; way++) {
                all += weight(kind, way, power);
            }
            for (int way = 0; way < ways; way++) {
                double share = weight(kind, way, power) / all;
                sum -= share * StrictMath.log(share);
            }
        }
        return sum / kinds / StrictMath.log(ways);
    }

    /** Row by row, a row for each kind. */
    public double[] strengths() {
        return pheromone.clone();
    }

    public void write(StateWriter to) {
        to.numbers(pheromone).wholes(tries).wholes(failures);
    }

    public static Trails read(int kinds, int ways, double evaporation, StateReader from) {
        return new Trails(kinds, ways, evaporation, from.numbers(), from.wholes(), from.wholes());
    }
}
