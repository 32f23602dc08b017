package dev.swarmlog.saga.shelf;

import dev.swarmlog.saga.checkpoint.CheckpointCodec;
import dev.swarmlog.saga.checkpoint.DamagedCheckpoint;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.StepState;
import org.jspecify.annotations.Nullable;

/**
 * Mutable, for one thread: goes round all sagas, a few at a time, and counts those that stand still. Headers are enough to
 * pass over nearly all of them, so that a million that sleep cost next to nothing.
 */
final class Survey {
    private static final long ROUND_MS_MIN = 600_000;
    private static final int LOOKED_AT_MAX = 20;

    private final Shelf.Bytes store;
    private final long stillMs;
    private @Nullable String next;
    private long nextRoundMs;
    private boolean inRound;
    private long forAgents;
    private long forPeople;
    private Holding.Still latest = Holding.Still.NONE;

    Survey(Shelf.Bytes store, long stillMs) {
        this.store = store;
        this.stillMs = stillMs;
    }

    /** Looks at the next few, and says what the last round found. */
    Holding.Still goOn(long nowMs) {
        if (!inRound && nowMs >= nextRoundMs) {
            inRound = true;
            nextRoundMs = nowMs + Math.min(ROUND_MS_MIN, stillMs);
        }
        if (inRound) {
            next = store.some(next, LOOKED_AT_MAX, (id, bytes) -> look(id, bytes, nowMs));
            if (next == null) {
                inRound = false;
                latest = new Holding.Still(forAgents, forPeople);
                forAgents = 0;
                forPeople = 0;
            }
        }
        return latest;
    }

    private void look(String sagaId, byte[] bytes, long nowMs) {
        if (CheckpointCodec.isOver(bytes)
                || CheckpointCodec.needsAttention(bytes)
                || CheckpointCodec.nextDueMs(bytes) != 0
                || CheckpointCodec.changedMs(bytes) > nowMs - stillMs) {
            return;
        }
        try {
            if (isWorkedFor(CheckpointCodec.read(sagaId, bytes).saga())) {
                forAgents++;
            } else {
                forPeople++;
            }
        } catch (DamagedCheckpoint e) {
            forPeople++; // when somebody asks for it, it is quarantined
        }
    }

    private static boolean isWorkedFor(Saga saga) {
        for (int step = 0; step < saga.steps().size(); step++) {
            if (isWork(saga.step(step))) {
                return true;
            }
        }
        for (int step = 0; step < saga.elements().size(); step++) {
            Elements elements = saga.elements().at(step);
            for (int item = 0; elements != null && item < elements.begun(); item++) {
                if (isWork(elements.at(item))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isWork(StepState state) {
        return state instanceof StepState.Running || state instanceof StepState.Undoing;
    }
}
