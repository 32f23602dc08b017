package dev.swarmlog.saga;

import dev.swarmlog.runtime.telemetry.RecordSpan;
import dev.swarmlog.runtime.telemetry.RecordSpans;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.core.state.StepState;
import dev.swarmlog.saga.records.Orders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The span of each attempt at a step, from its beginning to what became of it. It is told when the attempt is over; what was
 * asked for by it hangs below it, since its id follows from the attempt's.
 */
record AttemptSpans(RecordSpans spans) {
    private record Attempt(
            Place place, boolean undo, int number, @Nullable Failure failure, Spent spent) {}

    /** What ended by a decision. */
    void tell(Saga before, Definition definition, List<Fact> facts, String trace, long nowMs) {
        if (!spans.areOn()) {
            return;
        }
        for (Fact fact : facts) {
            Attempt attempt = ended(fact);
            if (attempt != null) {
                tell(before, definition, attempt, trace, nowMs);
            }
        }
    }

    private void tell(Saga saga, Definition definition, Attempt attempt, String trace, long nowMs) {
        String id = Orders.id(saga, attempt.place, attempt.undo, attempt.number).toString();
        try (RecordSpan span = spans.over("saga.attempt", trace, id, sinceMs(saga.at(attempt.place), nowMs))) {
            span.with("workflow.id", saga.id())
                    .with("workflow.name", saga.start().name())
                    .with(
                            "workflow.step.id",
                            definition.steps().get(attempt.place.step()).name())
                    .with("agent.id", attempt.spent.agentId())
                    .with("execution.attempt", attempt.number)
                    .with("execution.direction", attempt.undo ? "undo" : "forward")
                    .with("message.id", id);
            if (attempt.place.item() >= 0) {
                span.with("workflow.step.item", attempt.place.item());
            }
            if (attempt.failure != null) {
                span.with("error.type", attempt.failure.kind().name()).failed(attempt.failure.detail());
            }
        }
    }

    /** An answer that came when nobody waited for it any more has no beginning that is still known. */
    private static long sinceMs(StepState state, long nowMs) {
        return switch (state) {
            case StepState.Running running -> running.sinceMs();
            case StepState.Awaiting awaiting -> awaiting.sinceMs();
            case StepState.Mapping mapping -> mapping.sinceMs();
            case StepState.Undoing undoing -> undoing.sinceMs();
            case StepState.Waiting waiting -> nowMs;
            case StepState.BackingOff backingOff -> nowMs;
            case StepState.Done done -> nowMs;
            case StepState.Failed failed -> nowMs;
            case StepState.Skipped skipped -> nowMs;
            case StepState.UndoBackingOff backingOff -> nowMs;
            case StepState.UndoFailed undoFailed -> nowMs;
            case StepState.Undone undone -> nowMs;
        };
    }

    private static @Nullable Attempt ended(Fact fact) {
        if (fact instanceof Fact.AttemptSucceeded it) {
            return new Attempt(it.place(), false, it.attempt(), null, it.spent());
        } else if (fact instanceof Fact.AttemptFailed it) {
            return new Attempt(it.place(), false, it.attempt(), it.failure(), it.spent());
        } else if (fact instanceof Fact.UndoSucceeded it) {
            return new Attempt(it.place(), true, it.attempt(), null, it.spent());
        } else if (fact instanceof Fact.UndoFailed it) {
            return new Attempt(it.place(), true, it.attempt(), it.failure(), it.spent());
        }
        return null;
    }
}
