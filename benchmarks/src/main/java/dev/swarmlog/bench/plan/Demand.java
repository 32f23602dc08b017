package dev.swarmlog.bench.plan;

/**
 * What an installation is for.
 *
 * @param agents that are there
 * @param heartbeatSeconds how often each beats
 * @param messagesPerSecond through router and agents to their replies
 * @param payloadBytes of each message; results are taken to be as large
 * @param agentsPerHost how many share a process and so read an inbox once; 1 for agents that have a client each
 * @param retentionHours for which topics keep messages
 */
public record Demand(
        long agents,
        double heartbeatSeconds,
        double messagesPerSecond,
        int payloadBytes,
        int agentsPerHost,
        double retentionHours) {
    private static final long AGENTS_MAX = 100_000_000;

    public Demand {
        check("agents", (double) agents, 1, AGENTS_MAX);
        check("heartbeat", heartbeatSeconds, 0.1, 3_600);
        check("rate", messagesPerSecond, 0, 1e9);
        check("payload", payloadBytes, 0, 1 << 20);
        check("agents per host", agentsPerHost, 1, AGENTS_MAX);
        check("retention", retentionHours, 0, 24 * 365);
    }

    private static void check(String what, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    what + ": " + text(least) + " to " + text(most) + ", not " + text(value));
        }
    }

    private static String text(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    double beatsPerSecond() {
        return agents / heartbeatSeconds;
    }

    double hosts() {
        return Math.max(1, Math.ceil((double) agents / agentsPerHost));
    }
}
