package dev.swarmlog.router;

import dev.swarmlog.router.core.FailureClass;
import dev.swarmlog.router.core.MessageEvent;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.balance.AgentLoad;
import dev.swarmlog.router.core.balance.AgentLoads;
import java.util.random.RandomGenerator;

/** Mutable and for one thread: what outcomes, and silence, say of the agents that have the work. */
final class Witness {
    /** An agent that asks for more is asked again after that. */
    private static final long REST_MS_MAX = 600_000;

    private final AgentLoads loads;
    private final RandomGenerator random;

    Witness(AgentLoads loads, RandomGenerator random) {
        this.loads = loads;
        this.random = random;
    }

    /** The agent spoke of its present assignment, so long after it was sent. */
    void heard(InFlight at, MessageEvent event, long tookMs, long nowMs) {
        AgentLoad load = loads.of(at.agentId(), nowMs);
        if (!load.look(at.agentEpoch())) {
            return;
        }
        if (event instanceof MessageEvent.Completed) {
            load.completed(tookMs);
            load.guard().completed(at.agentEpoch(), at.sentAtMs(), tookMs, nowMs);
        } else if (event instanceof MessageEvent.Declined declined) {
            rest(load, at, declined.failureClass(), declined.retryAfterMs(), nowMs);
        } else if (event instanceof MessageEvent.Failed failed) {
            rest(load, at, failed.failureClass(), failed.retryAfterMs(), nowMs);
            boolean byTheAgent = switch (failed.failureClass()) {
                case NONE, RETRYABLE, RATE_LIMITED -> true;
                case NON_RETRYABLE, RESOURCE_EXHAUSTED -> false;
            };
            load.failed(failed.failureClass().name(), byTheAgent);
            // An agent at its rate limit is well, and says itself for how long it must be left alone.
            if (byTheAgent && failed.failureClass() != FailureClass.RATE_LIMITED) {
                load.guard().failed(at.agentEpoch(), at.sentAtMs(), nowMs, random.nextDouble());
            }
        }
    }

    /** What one message was told holds for all that would go to the agent. */
    private static void rest(AgentLoad load, InFlight at, FailureClass failureClass, long forMs, long nowMs) {
        if (failureClass == FailureClass.RATE_LIMITED && forMs > 0) {
            load.guard().rests(at.agentEpoch(), nowMs + Math.min(forMs, REST_MS_MAX));
        }
    }

    /** An agent that let its lease run out failed at its work, as one that says so. */
    void silence(Flight flight, long nowMs) {
        InFlight at = flight.state().underWay();
        if (at != null && nowMs >= at.leaseUntilMs()) {
            AgentLoad load = loads.of(at.agentId(), nowMs);
            if (load.look(at.agentEpoch())) {
                load.failed(AgentLoad.LEASE_ENDED, true);
                load.guard().failed(at.agentEpoch(), at.sentAtMs(), nowMs, random.nextDouble());
            }
        }
    }
}
