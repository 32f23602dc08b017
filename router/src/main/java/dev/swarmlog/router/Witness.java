package dev.swarmlog.router;

import dev.swarmlog.router.core.MessageEvent;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.balance.AgentLoad;
import dev.swarmlog.router.core.balance.AgentLoads;
import java.util.random.RandomGenerator;

/** Mutable and for one thread: what outcomes, and silence, say of the agents that have the work. */
final class Witness {
    private final AgentLoads loads;
    private final RandomGenerator random;

    Witness(AgentLoads loads, RandomGenerator random) {
        this.loads = loads;
        this.random = random;
    }

    /** The agent spoke of its present assignment. */
    void heard(InFlight at, MessageEvent event, long nowMs) {
        AgentLoad load = loads.of(at.agentId(), nowMs);
        if (!load.look(at.agentEpoch())) {
            return;
        }
        if (event instanceof MessageEvent.Completed) {
            load.completed(nowMs - at.sentAtMs());
            load.guard().completed(at.agentEpoch(), at.sentAtMs(), nowMs);
        } else if (event instanceof MessageEvent.Failed failed) {
            boolean byTheAgent = switch (failed.failureClass()) {
                case NONE, RETRYABLE, RATE_LIMITED -> true;
                case NON_RETRYABLE, RESOURCE_EXHAUSTED -> false;
            };
            failed(load, at, failed.failureClass().name(), byTheAgent, nowMs);
        }
    }

    /** An agent that let its lease run out failed at its work, as one that says so. */
    void silence(Flight flight, long nowMs) {
        if (flight.state() instanceof InFlight at && nowMs >= at.leaseUntilMs()) {
            AgentLoad load = loads.of(at.agentId(), nowMs);
            if (load.look(at.agentEpoch())) {
                failed(load, at, AgentLoad.LEASE_ENDED, true, nowMs);
            }
        }
    }

    private void failed(AgentLoad load, InFlight at, String failureClass, boolean byTheAgent, long nowMs) {
        load.failed(failureClass, byTheAgent);
        if (byTheAgent) {
            load.guard().failed(at.agentEpoch(), at.sentAtMs(), nowMs, random.nextDouble());
        }
    }
}
