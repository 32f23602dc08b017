package dev.swarmlog.audit;

import java.time.Duration;

/**
 * What the audited routers were set to, and what they had to bear.
 *
 * @param attemptsMax of messages that do not say
 * @param agentQueueMax deliveries beyond what an agent works on at once
 * @param tasks of which each may send one delivery more than there is room for
 * @param deadFor an agent may be declared dead for so long before every router knows; one that was stopped has learned
 *     nothing meanwhile
 */
public record Terms(int attemptsMax, int agentQueueMax, int tasks, Duration deadFor) {
    /** As a router is that nobody told anything. */
    public static final Terms USUAL = new Terms(5, 2, 8, Duration.ofSeconds(3));

    public Terms knownWithin(Duration deadFor) {
        return new Terms(attemptsMax, agentQueueMax, tasks, deadFor);
    }
}
