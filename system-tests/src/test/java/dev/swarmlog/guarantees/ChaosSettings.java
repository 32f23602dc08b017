package dev.swarmlog.guarantees;

import java.time.Duration;

/**
 * How much of what a chaos run has; everything that happens by chance follows from the seed.
 *
 * @param perSecond how fast messages are submitted
 * @param gap how long on average from one blow to the next
 */
record ChaosSettings(long seed, int messages, int perSecond, int hosts, Duration gap) {
    private static final String PREFIX = "swarmlog.chaos.";

    /** As the command line says: {@code -Dswarmlog.chaos.seed=7}. */
    static ChaosSettings fromProperties() {
        return new ChaosSettings(
                Long.getLong(PREFIX + "seed", 1),
                Integer.getInteger(PREFIX + "messages", 5_000),
                Integer.getInteger(PREFIX + "rate", 250),
                Integer.getInteger(PREFIX + "hosts", 5),
                Duration.ofMillis(Integer.getInteger(PREFIX + "gap.ms", 2_500)));
    }

    Duration length() {
        return Duration.ofMillis(1_000L * messages / perSecond);
    }

    /** What makes the same run again. */
    @Override
    public String toString() {
        return "-D" + PREFIX + "seed=" + seed + " -D" + PREFIX + "messages=" + messages + " -D" + PREFIX + "rate="
                + perSecond + " -D" + PREFIX + "hosts=" + hosts + " -D" + PREFIX + "gap.ms=" + gap.toMillis();
    }
}
