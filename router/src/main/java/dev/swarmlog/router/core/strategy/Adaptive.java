package dev.swarmlog.router.core.strategy;

import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.ranking.WeightedDraw;
import java.util.HashMap;
import java.util.Map;

/**
 * Agents as likely as they did well at this kind of work. To be chosen where agents differ in what they are good at and
 * nobody can say how, and success counts as much as speed; and where others want to learn from the choices, for it knows
 * the probability of each.
 *
 * <p>A trail leads to each agent (as ants lay them: Dorigo, 1992): success strengthens it, the more the sooner it comes,
 * failure weakens it, and what is not renewed evaporates towards what an unknown agent has. A bounded share of choices
 * explores: it goes to any open agent alike, so that nobody is forgotten. What an agent has in flight counts against it,
 * so that one that stopped answering is left alone before its first lease is over.
 */
final class Adaptive implements Strategy {
    /** By how much one lesson moves a trail. */
    private static final double RATE = 0.25;

    private static final double TYPICAL_STEP = 0.02;
    private static final double WEIGHT_MIN = 1e-4;
    private static final double EVAPORATION_MS = 60_000;
    private static final int REWEIGHED = 2;

    private final double exploration;
    private Map<String, Trail> trails = new HashMap<>();
    private Trail[] bySeat = {};
    private WeightedDraw draw = new WeightedDraw(0);
    private double typicalMs = 1;
    private int reweighed;

    /** From 0 to 2; who is unknown has 1. */
    private static final class Trail {
        double strength = 1;
        long touchedMs;

        double at(long nowMs) {
            double idleMs = Math.max(0, nowMs - touchedMs);
            return 1 + (strength - 1) * Math.exp(-idleMs / EVAPORATION_MS);
        }

        void lead(double reward, long nowMs) {
            double now = at(nowMs);
            strength = now + RATE * (reward - now);
            touchedMs = nowMs;
        }
    }

    /** With the share of choices that explore. */
    Adaptive(double exploration) {
        this.exploration = exploration;
    }

    @Override
    public void seated(AgentPool pool) {
        Map<String, Trail> before = trails;
        trails = new HashMap<>();
        bySeat = new Trail[pool.size()];
        draw = new WeightedDraw(pool.size());
        for (int i = 0; i < bySeat.length; i++) {
            String agentId = pool.seat(i).agentId();
            Trail known = before.get(agentId);
            bySeat[i] = known == null ? new Trail() : known;
            trails.put(agentId, bySeat[i]);
            draw.weigh(i, weight(pool, i, bySeat[i].touchedMs));
        }
    }

    @Override
    public int choose(AgentPool pool, Wish wish) {
        for (int i = 0; i < REWEIGHED; i++) {
            reweighed = reweighed + 1 < pool.size() ? reweighed + 1 : 0;
            reweigh(pool, reweighed, wish.nowMs());
        }
        if (wish.random().nextDouble() >= exploration) {
            int drawn = draw.draw(wish.random().nextDouble());
            if (pool.isOpen(drawn)) {
                return drawn;
            }
        }
        return pool.openAt(wish.random().nextInt(pool.open()));
    }

    @Override
    public double propensity(AgentPool pool, int chosen, long nowMs) {
        return exploration / pool.open() + (1 - exploration) * draw.weight(chosen) / draw.total();
    }

    /** The inverse of its weight. */
    @Override
    public double score(AgentPool pool, int seat, long nowMs) {
        return 1 / weight(pool, seat, nowMs);
    }

    @Override
    public void opened(AgentPool pool, int seat) {
        draw.weigh(seat, weight(pool, seat, bySeat[seat].touchedMs));
    }

    @Override
    public void closed(AgentPool pool, int seat) {
        draw.weigh(seat, 0);
    }

    @Override
    public void counted(AgentPool pool, String agentId, int change) {
        int seat = pool.numberOf(agentId);
        if (seat != NONE) {
            reweigh(pool, seat, bySeat[seat].touchedMs);
        }
    }

    @Override
    public void learned(AgentPool pool, int seat, Lesson lesson) {
        double reward = 0;
        if (lesson.success()) {
            // Half of what is seen lies above the median: steps of equal size up and down end there.
            typicalMs *= lesson.latencyMs() > typicalMs ? 1 + TYPICAL_STEP : 1 - TYPICAL_STEP;
            reward = 2 * typicalMs / (typicalMs + Math.max(0, lesson.latencyMs()));
        }
        bySeat[seat].lead(reward, lesson.nowMs());
        reweigh(pool, seat, lesson.nowMs());
    }

    private void reweigh(AgentPool pool, int seat, long nowMs) {
        if (pool.isOpen(seat)) {
            draw.weigh(seat, weight(pool, seat, nowMs));
        }
    }

    /** Squared, so that twice as good is four times as likely. */
    private double weight(AgentPool pool, int number, long nowMs) {
        double strength = bySeat[number].at(nowMs);
        Seat seat = pool.seat(number);
        return Math.max(WEIGHT_MIN, strength * strength)
                * seat.load().guard().readiness(nowMs)
                / (1 + seat.loadWithOneMore());
    }
}
