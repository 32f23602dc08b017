package dev.swarmlog.router;

import java.util.function.LongSupplier;

/**
 * Mutable and for one thread: how often a task may ask for a commit before the interval is over, where much goes on. What asks
 * for them is what goes wrong: retries, and what was too late. If that is much, and each commit writes all that is under way,
 * commits would leave no time for anything else, and more would be too late: so they may take a tenth of it.
 */
final class CommitPace {
    private static final int SHARE = 10;

    private final LongSupplier nanoClock;
    private long beganNs;
    private long tookNs;

    CommitPace(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /**
     * The task is at work, so the commit before is over, whoever asked for it.
     *
     * @param commitBeganNs when the last one began
     */
    void goesOn(long commitBeganNs) {
        if (commitBeganNs != beganNs) {
            beganNs = commitBeganNs;
            tookNs = nanoClock.getAsLong() - commitBeganNs;
        }
    }

    boolean mayAsk() {
        return nanoClock.getAsLong() - beganNs >= SHARE * tookNs;
    }
}
