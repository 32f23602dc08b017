package dev.swarmlog.agent.discovery;

import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Liveness;

/**
 * How good an agent is for whoever looks for one, as one number; lower is better. From the highest bits down: how far
 * away it is (2 bits), whether nothing but its beats speaks for it (1), what its health lacks, in millionths (20), and
 * its load by its capacity (28).
 *
 * <p>Whether it is proven by work or by a canary makes no difference: else who has work would be given more of it.
 */
final class Rank {
    /** Before all others. */
    static final long BEFORE_ALL = -1;

    private static final int LOAD_BITS = 28;
    private static final int HEALTH_BITS = 20;
    private static final int UNPROVEN_SHIFT = LOAD_BITS + HEALTH_BITS;
    private static final int DISTANCE_SHIFT = UNPROVEN_SHIFT + 1;
    private static final long LOAD_MAX = (1L << LOAD_BITS) - 1;
    private static final double LOAD_STEPS = 4_096;
    private static final long HEALTH_STEPS = 1_000_000;

    private Rank() {}

    /** Without the distance. */
    static long of(AgentStatus status) {
        long unproven = status.getLiveness().compareTo(Liveness.ANSWERING) < 0 ? 1 : 0;
        double health = status.getHealthScore();
        long sick = health >= 0 ? HEALTH_STEPS - Math.round(Math.min(1.0, health) * HEALTH_STEPS) : HEALTH_STEPS;
        double load = ((double) status.getInFlight() + status.getQueued())
                / Math.max(1, status.getCard().getConcurrency());
        long busy = Math.max(0, Math.min(LOAD_MAX, (long) (load * LOAD_STEPS)));
        return unproven << UNPROVEN_SHIFT | sick << LOAD_BITS | busy;
    }

    /** The rank of the best there may be at a distance. */
    static long atDistance(int distance) {
        return (long) distance << DISTANCE_SHIFT;
    }
}
