package dev.swarmlog.simulator;

import dev.swarmlog.simulator.core.timing.Arrivals;

/** How long a record waits for others to share its request: not at all, unless so many come that requests are what costs. */
final class Linger {
    private static final double WORDS_PER_SECOND = 3_000;

    /** That messages wait counts as latency. */
    private static final double MESSAGES_PER_SECOND = 10_000;

    private static final int BUSY_MS = 5;

    private Linger() {}

    static int msOfWords(double perSecond) {
        return perSecond > WORDS_PER_SECOND ? BUSY_MS : 0;
    }

    static int msOfMessages(Arrivals arrivals) {
        return steadyPerSecond(arrivals) > MESSAGES_PER_SECOND ? BUSY_MS : 0;
    }

    /** How many come nearly always; none where nobody knows. */
    private static double steadyPerSecond(Arrivals arrivals) {
        return switch (arrivals) {
            case Arrivals.Paced paced -> paced.perSecond();
            case Arrivals.Poisson poisson -> poisson.perSecond();
            case Arrivals.Bursts bursts -> bursts.perSecond();
            case Arrivals.Diurnal diurnal -> diurnal.lowPerSecond();
            case Arrivals.Rising rising -> steadyPerSecond(rising.whole());
            case Arrivals.Recorded recorded -> 0;
            case Arrivals.Closed closed -> 0;
        };
    }
}
