package dev.swarmlog.registry.core;

/**
 * How long the registry waits for what.
 *
 * @param missedBeatsMax so many of its own intervals an agent may be silent ...
 * @param silenceMsMin ... but at least so long, however fast its rhythm
 * @param silenceMsMax ... and at most so long, however slow
 * @param deregisterMs dead for so long means gone
 * @param forgetMs gone for so long means never heard of
 */
public record Timeouts(int missedBeatsMax, long silenceMsMin, long silenceMsMax, long deregisterMs, long forgetMs) {
    long silenceMs(Card card) {
        long wanted = (long) missedBeatsMax * card.capacity().heartbeatIntervalMs();
        return Math.clamp(wanted, silenceMsMin, silenceMsMax);
    }

    /** When something happens to the agent if it stays silent. */
    public long deadlineMs(Agent agent) {
        return switch (agent.state()) {
            case JOINING, HEALTHY, DEGRADED, SUSPECT ->
                agent.pulse().seenMs() + silenceMs(agent.card()) + agent.graceMs();
            case DEAD -> agent.sinceMs() + deregisterMs;
            case GONE -> agent.sinceMs() + forgetMs;
        };
    }
}
