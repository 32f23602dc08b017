package dev.swarmlog.router.core.guard;

/**
 * How agents are guarded.
 *
 * @param slowStartMs in which the share of an agent that is new or back grows from a tenth to all; 0 for at once
 * @param latencyDecayMs in which what is known of an agent's latency fades to a third
 */
public record GuardTerms(Breaker breaker, Outliers.Terms outliers, long slowStartMs, long latencyDecayMs) {
    /** What is good for most. */
    public static final GuardTerms USUAL = new GuardTerms(
            new Breaker(3, 60_000, 30_000, 300_000, 60_000, 0.1),
            new Outliers.Terms(10_000, 20, 5, 0.3, 30_000, 300_000, 0.1),
            10_000,
            10_000);
}
