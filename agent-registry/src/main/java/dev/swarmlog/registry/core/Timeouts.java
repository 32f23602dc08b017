package dev.swarmlog.registry.core;

import dev.swarmlog.registry.core.rhythm.Detector;
import dev.swarmlog.registry.core.rhythm.Rhythm;

/**
 * How long the registry waits for what.
 *
 * @param detector how much silence an agent's own rhythm allows
 * @param deregisterMs dead for so long means gone
 * @param forgetMs gone for so long means never heard of
 */
public record Timeouts(Detector detector, long deregisterMs, long forgetMs) {
    private static final long GATHER_MS = 500;

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

    /**
     * When a suspect agent may be declared dead. While many are silent each has a stranger's patience, so that all who fell
     * silent together are suspect together before the first of them dies; however short its rhythm, for some looks.
     */
    long deathMs(Agent agent, Panic.Crowd silent) {
        return switch (silent) {
            case FEW -> deadlineMs(agent);
            case MANY -> {
                Agent.Pulse pulse = agent.pulse();
                Rhythm promised = Rhythm.promised(pulse.rhythm().promisedMs());
                long patientMs = pulse.seenMs() + pulse.graceMs() + detector.deadAfterMs(promised);
                yield Math.max(patientMs, agent.sinceMs() + GATHER_MS);
            }
            case PANIC -> Long.MAX_VALUE;
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
