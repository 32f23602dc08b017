package dev.swarmlog.saga.core.fact;

/** Who answered an attempt, and what it used. */
public record Spent(String agentId, long tokensIn, long tokensOut, long costMicros) {
    public static final Spent NOTHING = new Spent("", 0, 0, 0);
}
