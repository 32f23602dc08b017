package dev.swarmlog.simulator.core;

import dev.swarmlog.simulator.core.faults.Fault;
import dev.swarmlog.simulator.core.swarm.Member;
import dev.swarmlog.simulator.core.swarm.Swarm;
import dev.swarmlog.simulator.core.timing.Arrivals;
import dev.swarmlog.simulator.core.timing.ServiceTime;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What to simulate. All that chance decides follows from it: the same scenario is the same plan, whoever runs it.
 *
 * @param name prefixes the agents' ids, so that several simulations can share a platform
 * @param seed decides everything that is random
 * @param lastsMs how long messages are submitted
 */
public record Scenario(String name, long seed, long lastsMs, Swarm swarm, Load load, Work work, List<Fault> faults) {
    public static final double RATE_MAX = 1_000_000;
    public static final long LASTS_MS_MAX = 4 * 3_600_000L;

    public Scenario {
        require(!name.isBlank(), "a simulation needs a name");
        require(lastsMs > 0 && lastsMs <= LASTS_MS_MAX, "duration: more than 0 and at most 4h, not " + lastsMs + " ms");
        faults = List.copyOf(faults);
    }

    /**
     * What is asked of the agents.
     *
     * @param payloadBytes of each message, where no trace says otherwise
     * @param timeoutMs after which a message's requester gives up; its deadline
     */
    public record Load(Arrivals arrivals, int payloadBytes, long timeoutMs) {
        public Load {
            require(timeoutMs > 0, "timeout: more than 0, not " + timeoutMs + " ms");
        }
    }

    /**
     * How they do it.
     *
     * @param asRecorded a message of a trace takes as long as that says, if it says so
     * @param failureShare the share of attempts that fail retryably, 0..1
     */
    public record Work(ServiceTime time, boolean asRecorded, double failureShare) {
        public Work {
            require(failureShare >= 0 && failureShare < 1, "failure share: 0 to below 1, not " + failureShare);
        }
    }

    /** Messages at an even pace. */
    public static Scenario of(int agents, double ratePerSecond) {
        require(ratePerSecond >= 0 && ratePerSecond <= RATE_MAX, "rate: 0 to 1000000 a second, not " + ratePerSecond);
        return new Scenario(
                "sim",
                1,
                30_000,
                Swarm.USUAL.of(agents),
                new Load(new Arrivals.Paced(ratePerSecond), 0, 30_000),
                new Work(new ServiceTime.Exponential(2), false, 0),
                List.of());
    }

    public Scenario named(String newName) {
        return new Scenario(newName, seed, lastsMs, swarm, load, work, faults);
    }

    public Scenario seeded(long newSeed) {
        return new Scenario(name, newSeed, lastsMs, swarm, load, work, faults);
    }

    public Scenario lasting(Duration time) {
        return new Scenario(name, seed, time.toMillis(), swarm, load, work, faults);
    }

    public Scenario working(ServiceTime time) {
        return new Scenario(name, seed, lastsMs, swarm, load, new Work(time, false, work.failureShare), faults);
    }

    public Scenario failing(double share) {
        return new Scenario(name, seed, lastsMs, swarm, load, new Work(work.time, work.asRecorded, share), faults);
    }

    public Scenario beating(Duration interval) {
        return new Scenario(name, seed, lastsMs, swarm.beating(interval.toMillis()), load, work, faults);
    }

    public Scenario asking(Load newLoad) {
        return new Scenario(name, seed, lastsMs, swarm, newLoad, work, faults);
    }

    public Scenario suffering(Fault... newFaults) {
        return new Scenario(name, seed, lastsMs, swarm, load, work, List.of(newFaults));
    }

    public int agents() {
        return swarm.agents();
    }

    public List<Member> members() {
        return IntStream.range(0, swarm.agents())
                .mapToObj(number -> Member.of(name, swarm, number))
                .toList();
    }

    /** When messages are due, from the first of the run. */
    public Arrivals.Clockwork clockwork() {
        return load.arrivals.start(random("arrivals"));
    }

    /** Luck for one purpose, independent of how much of it others use. */
    public RandomGenerator random(String purpose) {
        return new SplittableRandom(seed * 31 + purpose.hashCode());
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
