package dev.swarmlog.coordinator.core.forage;

import dev.swarmlog.coordinator.core.swarm.Chance;
import java.util.function.IntPredicate;

/**
 * By which way a load goes. SCOUTs try what was tried least, a NURSE now and then what failed last, the others follow
 * pheromone; nobody follows it where nobody answers, and a load that comes again goes where it was not yet.
 */
final class Guide {
    private static final double NURSES = 0.5;

    private final HuntRule rule;
    private final Chance chance;
    private final Trails trails;
    private final Tempo tempo;

    Guide(HuntRule rule, Chance chance, Trails trails, Tempo tempo) {
        this.rule = rule;
        this.chance = chance;
        this.trails = trails;
        this.tempo = tempo;
    }

    /**
     * For a load that is to go out.
     *
     * @param probed which ways are not to be tried out, for somebody does already
     */
    int way(Load load, IntPredicate probed, long nowMs) {
        IntPredicate heard = way -> !tempo.isSilent(way, nowMs);
        if (chance.unit() < rule.scouts() && load.attempts() == 0) {
            IntPredicate triable = way -> heard.test(way) || !probed.test(way);
            int worst = trails.worst();
            if (worst >= 0 && triable.test(worst) && chance.unit() < NURSES) {
                return worst;
            }
            int least = trails.explore(0, triable);
            if (least >= 0) {
                return least;
            }
        }
        int way = around(load, nowMs);
        return way >= 0 ? way : follow(load, anywhere -> true);
    }

    /** Where somebody answers; negative where nobody does. */
    int around(Load load, long nowMs) {
        return follow(load, way -> !tempo.isSilent(way, nowMs));
    }

    private int follow(Load load, IntPredicate allowed) {
        int fresh = trails.follow(0, rule.greed(), chance, way -> allowed.test(way) && !load.wasSentBy(way));
        return fresh >= 0 ? fresh : trails.follow(0, rule.greed(), chance, allowed);
    }
}
