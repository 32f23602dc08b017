package dev.swarmlog.simulator.core;

import java.time.Duration;

/**
 * What to simulate.
 *
 * @param name prefixes the agents' ids, so that several simulations can share a platform
 * @param ratePerSecond messages submitted per second, whether or not earlier ones are answered
 * @param failureShare the share of handler runs that fail retryably, 0..1
 * @param heartbeat how often agents beat
 * @param timeout after which a message's requester gives up; its deadline
 * @param seed decides everything that is random
 */
public record Plan(
        String name,
        int agents,
        double ratePerSecond,
        ServiceTime serviceTime,
        double failureShare,
        Duration heartbeat,
        Duration timeout,
        long seed) {
    public static final int AGENTS_MAX = 100_000;
    public static final double RATE_MAX = 1_000_000;

    public Plan {
        require(!name.isBlank(), "a simulation needs a name");
        require(agents >= 0 && agents <= AGENTS_MAX, "agents: 0 to " + AGENTS_MAX + ", not " + agents);
        require(ratePerSecond >= 0 && ratePerSecond <= RATE_MAX, "rate: 0 to 1000000 a second, not " + ratePerSecond);
        require(failureShare >= 0 && failureShare < 1, "failure share: 0 to below 1, not " + failureShare);
        require(!timeout.isNegative() && !timeout.isZero(), "timeout: more than 0, not " + timeout);
    }

    public static Plan of(int agents, double ratePerSecond) {
        return new Plan(
                "sim",
                agents,
                ratePerSecond,
                new ServiceTime.Exponential(2),
                0,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                1);
    }

    public Plan named(String newName) {
        return new Plan(newName, agents, ratePerSecond, serviceTime, failureShare, heartbeat, timeout, seed);
    }

    public Plan working(ServiceTime time) {
        return new Plan(name, agents, ratePerSecond, time, failureShare, heartbeat, timeout, seed);
    }

    public Plan failing(double share) {
        return new Plan(name, agents, ratePerSecond, serviceTime, share, heartbeat, timeout, seed);
    }

    public Plan beating(Duration interval) {
        return new Plan(name, agents, ratePerSecond, serviceTime, failureShare, interval, timeout, seed);
    }

    /** How many kinds of messages there are: no more than there are agents for, or all where the agents are others'. */
    public int kinds() {
        int all = Skill.values().length;
        return agents == 0 ? all : Math.min(agents, all);
    }

    /** When the n-th message is due, in nanoseconds after the start: evenly paced. */
    public long dueNanos(long n) {
        return (long) (n * (1e9 / ratePerSecond));
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
