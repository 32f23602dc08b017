package dev.swarmlog.processes;

import java.time.Duration;

/**
 * How much of what a chaos run has; everything that happens by chance follows from the seed.
 *
 * @param prefix of the properties that say so
 * @param what is counted
 * @param perSecond how fast that is submitted
 * @param gap how long on average from one blow to the next
 */
public record ChaosSettings(
        String prefix, String what, long seed, int count, int perSecond, int routers, int hosts, Duration gap) {

    /** As the command line says, {@code -Dswarmlog.chaos.seed=7}, else these. */
    public ChaosSettings orAsSet() {
        return new ChaosSettings(
                prefix,
                what,
                Long.getLong(prefix + "seed", seed),
                Integer.getInteger(prefix + what, count),
                Integer.getInteger(prefix + "rate", perSecond),
                Integer.getInteger(prefix + "routers", routers),
                Integer.getInteger(prefix + "hosts", hosts),
                Duration.ofMillis(Long.getLong(prefix + "gap.ms", gap.toMillis())));
    }

    public Duration length() {
        return Duration.ofMillis(1_000L * count / perSecond);
    }

    /** What makes the same run again. */
    @Override
    public String toString() {
        return set("seed", seed) + " " + set(what, count) + " " + set("rate", perSecond) + " " + set("routers", routers)
                + " " + set("hosts", hosts) + " " + set("gap.ms", gap.toMillis());
    }

    private String set(String name, long value) {
        return "-D" + prefix + name + "=" + value;
    }
}
