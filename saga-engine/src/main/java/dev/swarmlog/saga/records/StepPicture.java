package dev.swarmlog.saga.records;

import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.StepState;
import dev.swarmlog.v1.SagaStepState;
import dev.swarmlog.v1.SagaStepStatus;
import org.jspecify.annotations.Nullable;

/** The status of one step, as everybody sees it: what a state does not know is 0 or empty. */
record StepPicture(
        SagaStepState state, int attempt, String agentId, long sinceMs, long endedMs, long dueMs, String error) {

    static SagaStepStatus of(String name, StepState state, @Nullable Elements of) {
        StepPicture it = of(state);
        return new SagaStepStatus(
                name,
                it.state,
                it.attempt,
                it.agentId,
                it.sinceMs,
                it.endedMs,
                it.dueMs,
                it.error,
                of == null ? 0 : of.items().size(),
                of == null ? 0 : of.ended());
    }

    private static StepPicture of(StepState state) {
        return switch (state) {
            case StepState.Waiting it -> at(SagaStepState.PENDING, it.tries().attempt());
            case StepState.Running it ->
                at(SagaStepState.RUNNING, it.tries().attempt())
                        .since(it.sinceMs())
                        .due(it.dueMs());
            case StepState.Awaiting it ->
                at(SagaStepState.WAITING, it.tries().attempt())
                        .since(it.sinceMs())
                        .due(it.dueMs());
            case StepState.BackingOff it ->
                at(SagaStepState.BACKING_OFF, it.tries().attempt())
                        .due(it.retryAtMs())
                        .error(it.failure().detail());
            case StepState.Mapping it ->
                at(SagaStepState.RUNNING, it.tries().attempt()).since(it.sinceMs());
            case StepState.Done it -> done(SagaStepState.COMPLETED, it, it.attempt());
            case StepState.Failed it ->
                at(SagaStepState.FAILED, it.tries().attempt())
                        .ended(it.atMs())
                        .error(it.failure().detail());
            case StepState.Skipped it ->
                at(SagaStepState.SKIPPED, it.tries().attempt()).ended(it.atMs()).error(it.why());
            case StepState.Undoing it ->
                done(SagaStepState.UNDOING, it.done(), it.undo().attempt()).due(it.dueMs());
            case StepState.UndoBackingOff it ->
                done(SagaStepState.UNDOING, it.done(), it.undo().attempt())
                        .due(it.retryAtMs())
                        .error(it.failure().detail());
            case StepState.UndoFailed it ->
                done(SagaStepState.UNDO_FAILED, it.done(), it.undo().attempt())
                        .error(it.failure().detail());
            case StepState.Undone it ->
                done(SagaStepState.UNDONE, it.done(), it.done().attempt());
        };
    }

    private static StepPicture at(SagaStepState state, int attempt) {
        return new StepPicture(state, attempt, "", 0, 0, 0, "");
    }

    private static StepPicture done(SagaStepState state, StepState.Done it, int attempt) {
        return new StepPicture(state, attempt, it.agentId(), it.sinceMs(), it.atMs(), 0, "");
    }

    private StepPicture since(long ms) {
        return new StepPicture(state, attempt, agentId, ms, endedMs, dueMs, error);
    }

    private StepPicture ended(long ms) {
        return new StepPicture(state, attempt, agentId, sinceMs, ms, dueMs, error);
    }

    private StepPicture due(long ms) {
        return new StepPicture(state, attempt, agentId, sinceMs, endedMs, ms, error);
    }

    private StepPicture error(String detail) {
        return new StepPicture(state, attempt, agentId, sinceMs, endedMs, dueMs, detail);
    }
}
