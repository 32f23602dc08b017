package dev.swarmlog.registry.core;

import dev.swarmlog.registry.core.rhythm.Detector;

/**
 * How long the registry waits for what.
 *
 * @param detector how much silence an agent's own rhythm allows
 * @param deregisterMs dead for so long means gone
 * @param forgetMs gone for so long means never heard of
 */
public record Timeouts(Detector detector, long deregisterMs, long forgetMs) {
    /** When something happens to the agent's state if it stays silent. */
    public long deadlineMs(Agent agent) {
        Agent.Pulse pulse = agent.pulse();
        return switch (agent.state()) {
            case JOINING, HEALTHY, DEGRADED ->
                pulse.seenMs() + pulse.graceMs() + detector.suspectAfterMs(pulse.rhythm());
            case SUSPECT -> pulse.seenMs() + pulse.graceMs() + detector.deadAfterMs(pulse.rhythm());
            case DEAD -> agent.sinceMs() + deregisterMs;
            case GONE -> agent.sinceMs() + forgetMs;
        };
    }

    /** How stale an agent is after so much silence: 0 within its promise, 1 once it is suspect. */
    double staleness(Agent agent, long nowMs) {
        Agent.Pulse pulse = agent.pulse();
        long overdueMs =
                nowMs - pulse.seenMs() - pulse.graceMs() - pulse.rhythm().promisedMs();
        if (overdueMs <= 0) {
            return 0;
        }
        long allowedMs =
                detector.suspectAfterMs(pulse.rhythm()) - pulse.rhythm().promisedMs();
        return allowedMs <= 0 ? 1 : Math.min(1, (double) overdueMs / allowedMs);
    }
}
