package dev.swarmlog.saga.records;

import dev.swarmlog.saga.checkpoint.Checkpoint;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.core.state.Attention;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.v1.SagaSpent;
import dev.swarmlog.v1.SagaState;
import dev.swarmlog.v1.SagaStatus;
import dev.swarmlog.v1.SagaStepStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The status of a saga, as everybody sees it. */
public final class Picture {
    private Picture() {}

    /** Without a definition, because it is not there any more, steps have no names to show. */
    public static SagaStatus of(Checkpoint checkpoint, @Nullable Definition definition) {
        Saga saga = checkpoint.saga();
        Phase.Ended end = saga.phase() instanceof Phase.Ended ended ? ended : null;
        return new SagaStatus(
                saga.id(),
                saga.start().name(),
                saga.start().version(),
                saga.start().definitionHash(),
                state(saga),
                saga.version(),
                saga.startedMs(),
                checkpoint.changedMs(),
                end == null ? 0 : end.atMs(),
                saga.deadlineMs(),
                end == null ? saga.nextDueMs() : 0,
                saga.start().tags(),
                definition == null ? List.of() : steps(saga, definition),
                cause(saga),
                end == null ? "" : end.output().text(),
                saga.start().parent().sagaId(),
                spent(saga.tally().spent()));
    }

    /** Of one whose checkpoint cannot be read. */
    public static SagaStatus quarantined(String sagaId, String why, long nowMs) {
        return new SagaStatus(
                sagaId,
                "",
                "",
                "",
                SagaState.QUARANTINED,
                0L,
                0L,
                nowMs,
                0L,
                0L,
                0L,
                Map.of(),
                List.of(),
                why,
                "",
                "",
                new SagaSpent("", 0L, 0L, 0L));
    }

    public static SagaState state(Saga saga) {
        return switch (saga.phase()) {
            case Phase.Ended ended ->
                switch (ended.ending()) {
                    case COMPLETED -> SagaState.COMPLETED;
                    case COMPENSATED -> SagaState.COMPENSATED;
                    case CANCELLED -> SagaState.CANCELLED;
                };
            case Phase.Forward forward -> parked(saga, SagaState.RUNNING);
            case Phase.Stopping stopping -> parked(saga, SagaState.COMPENSATING);
            case Phase.Compensating compensating -> parked(saga, SagaState.COMPENSATING);
        };
    }

    private static SagaState parked(Saga saga, SagaState otherwise) {
        if (!saga.attention().isEmpty()) {
            return SagaState.NEEDS_ATTENTION;
        }
        return saga.pause() == null ? otherwise : SagaState.PAUSED;
    }

    private static SagaSpent spent(Spent it) {
        return new SagaSpent(it.agentId(), it.tokensIn(), it.tokensOut(), it.costMicros());
    }

    private static String cause(Saga saga) {
        for (Attention each : saga.attention()) {
            return each.why();
        }
        Failure cause = switch (saga.phase()) {
            case Phase.Forward forward -> null;
            case Phase.Stopping stopping -> stopping.cause();
            case Phase.Compensating compensating -> compensating.cause();
            case Phase.Ended ended -> ended.cause();
        };
        return cause == null ? "" : cause.kind() + ": " + cause.detail();
    }

    private static List<SagaStepStatus> steps(Saga saga, Definition definition) {
        List<SagaStepStatus> steps = new ArrayList<>(definition.steps().size());
        for (Step step : definition.steps()) {
            steps.add(StepPicture.of(
                    step.name(), saga.step(step.index()), saga.elements().at(step.index())));
        }
        return steps;
    }
}
