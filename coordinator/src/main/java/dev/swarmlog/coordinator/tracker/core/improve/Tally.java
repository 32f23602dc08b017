package dev.swarmlog.coordinator.tracker.core.improve;

import dev.swarmlog.coordinator.tracker.core.run.Ending;
import dev.swarmlog.coordinator.tracker.core.run.Run;
import dev.swarmlog.coordinator.tracker.core.track.Spread;

/** One side of a trial. Those that somebody cancelled say nothing. */
public record Tally(long runs, long failed, Spread took) {
    static final Tally NONE = new Tally(0, 0, new Spread());

    Tally and(Run run) {
        return switch (run.ending()) {
            case COMPLETED -> new Tally(runs + 1, failed, took.with(run.tookMs()));
            case COMPENSATED -> new Tally(runs + 1, failed + 1, took);
            case CANCELLED, NONE -> this;
        };
    }

    static boolean tells(Run run) {
        return run.ending() == Ending.COMPLETED || run.ending() == Ending.COMPENSATED;
    }

    String told() {
        return failed + " of " + runs + " failed, median " + took.middle().medianMs() + " ms";
    }
}
