package dev.swarmlog.router;

import dev.swarmlog.router.core.Effect;
import dev.swarmlog.router.core.balance.AgentLoad;
import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.Outcome;
import java.util.HashMap;
import java.util.Map;

/**
 * Mutable and for one thread: which agents answered the registry's canaries. They touch no message; they are counted for
 * the life of the agent that they name, if the registry told of that life.
 *
 * <p>A new agent is asked the moment it beats, and its answer may be here before its status is. So an answer of a life
 * that is not heard of yet waits a little, in bounded room: whoever forges ids may fill that, and no more.
 */
final class CanaryAnswers {
    static final int UNHEARD_MAX = 10_000;
    static final long UNHEARD_MS = 5_000;

    private final Liveness liveness;
    private final AgentLoads loads;
    private final RouterMeters meters;
    private final Map<String, Unheard> unheard = new HashMap<>();

    private record Unheard(long epoch, long sinceMs) {}

    CanaryAnswers(Liveness liveness, AgentLoads loads, RouterMeters meters) {
        this.liveness = liveness;
        this.loads = loads;
        this.meters = meters;
    }

    void outcome(Outcome outcome, long nowMs) {
        boolean answers = switch (outcome.getStatus()) {
            case COMPLETED, FAILED, REJECTED -> true;
            case ACCEPTED, PROGRESS, UNKNOWN -> false;
        };
        String agentId = outcome.getAgentId();
        long epoch = outcome.getAgentEpoch();
        long known = liveness.epochOf(agentId);
        if (answers && known == epoch) {
            count(agentId, epoch, nowMs);
        } else if (answers && known < epoch && hasRoomFor(agentId)) {
            unheard.put(agentId, new Unheard(epoch, nowMs));
        } else {
            meters.ignored(answers ? Effect.Reason.STALE : Effect.Reason.NOTHING_TO_DO);
        }
    }

    private boolean hasRoomFor(String agentId) {
        return unheard.size() < UNHEARD_MAX && agentId.length() <= Limits.ID_CHARS_MAX;
    }

    /** Looks again at what waits. */
    void settle(long nowMs) {
        unheard.entrySet().removeIf(waiting -> {
            String agentId = waiting.getKey();
            long epoch = waiting.getValue().epoch();
            long known = liveness.epochOf(agentId);
            if (known == epoch) {
                count(agentId, epoch, nowMs);
                return true;
            }
            boolean hopeless = known > epoch || nowMs - waiting.getValue().sinceMs() >= UNHEARD_MS;
            if (hopeless) {
                meters.ignored(Effect.Reason.STALE);
            }
            return hopeless;
        });
    }

    private void count(String agentId, long epoch, long nowMs) {
        AgentLoad load = loads.of(agentId, nowMs);
        if (load.look(epoch)) {
            load.canaryAnswered();
            meters.canaryAnswered();
        } else {
            meters.ignored(Effect.Reason.STALE);
        }
    }
}
