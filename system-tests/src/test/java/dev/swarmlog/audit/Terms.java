package dev.swarmlog.audit;

/**
 * What the audited router was set to.
 *
 * @param attemptsMax of messages that do not say
 * @param agentQueueMax deliveries beyond what an agent works on at once
 * @param tasks of which each may send one delivery more than there is room for
 */
public record Terms(int attemptsMax, int agentQueueMax, int tasks) {
    /** As a router is that nobody told anything. */
    public static final Terms USUAL = new Terms(5, 2, 8);
}
