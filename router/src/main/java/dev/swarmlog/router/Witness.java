package dev.swarmlog.router;

import dev.swarmlog.router.core.MessageEvent;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.balance.AgentLoad;
import dev.swarmlog.router.core.balance.AgentLoads;

/** Mutable and for one thread: what outcomes, and silence, say of the agents that have the work. */
final class Witness {
    private final AgentLoads loads;

    Witness(AgentLoads loads) {
        this.loads = loads;
    }

    /** The agent spoke of its present assignment. */
    void heard(InFlight at, MessageEvent event, long nowMs) {
        AgentLoad load = loads.of(at.agentId(), nowMs);
        if (!load.look(at.agentEpoch())) {
            return;
        }
        if (event instanceof MessageEvent.Completed) {
            load.completed(nowMs - at.sentAtMs());
        } else if (event instanceof MessageEvent.Failed failed) {
            load.failed(
                    failed.failureClass().name(),
                    switch (failed.failureClass()) {
                        case NONE, RETRYABLE, RATE_LIMITED -> true;
                        case NON_RETRYABLE, RESOURCE_EXHAUSTED -> false;
                    });
        }
    }

    /** An agent that let its lease run out failed at its work, as one that says so. */
    void silence(Flight flight, long nowMs) {
        if (flight.state() instanceof InFlight at && nowMs >= at.leaseUntilMs()) {
            AgentLoad load = loads.of(at.agentId(), nowMs);
            if (load.look(at.agentEpoch())) {
                load.failed(AgentLoad.LEASE_ENDED, true);
            }
        }
    }
}
