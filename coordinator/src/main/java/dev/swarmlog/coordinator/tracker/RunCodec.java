package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.coordinator.tracker.core.run.Cause;
import dev.swarmlog.coordinator.tracker.core.run.Ending;
import dev.swarmlog.coordinator.tracker.core.run.Note;
import dev.swarmlog.coordinator.tracker.core.run.Run;
import dev.swarmlog.coordinator.tracker.core.run.StepRun;
import dev.swarmlog.v1.SagaEnding;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaFact;
import dev.swarmlog.v1.SagaFailure;
import dev.swarmlog.v1.SagaFailureCount;
import dev.swarmlog.v1.SagaFailureKind;
import dev.swarmlog.v1.SagaOrigin;
import dev.swarmlog.v1.SagaRun;
import dev.swarmlog.v1.SagaStepRun;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Between sagas.events and notes, and between sagas.runs and runs. */
final class RunCodec {
    private RunCodec() {}

    static List<Note> notes(SagaEvent event) {
        List<Note> notes = new ArrayList<>(event.getFacts().size());
        for (SagaFact fact : event.getFacts()) {
            Note note = note(fact, event.getAtMs());
            if (note != null) {
                notes.add(note);
            }
        }
        return notes;
    }

    /** Null for what does not concern the tracker. */
    private static @Nullable Note note(SagaFact it, long atMs) {
        boolean isElement = it.getItem() >= 0;
        return switch (it.getKind()) {
            case STARTED -> {
                SagaOrigin origin = it.getOrigin();
                yield origin == null ? null : new Note.Began(origin.getName(), origin.getVersion());
            }
            case ATTEMPT_STARTED, WAIT_STARTED ->
                new Note.Tried(
                        it.getStep(),
                        it.getAttempt(),
                        isElement,
                        it.getUntilMs() == 0 ? 0 : Math.max(1, it.getUntilMs() - atMs));
            case ATTEMPT_SUCCEEDED -> new Note.Succeeded(it.getStep(), it.getAttempt(), isElement);
            case ATTEMPT_FAILED -> {
                Cause cause = cause(it.getFailure());
                // What was told to stop did not fail.
                yield cause == Cause.CANCELLED
                        ? null
                        : new Note.Failed(it.getStep(), it.getAttempt(), isElement, cause);
            }
            case STEP_SUCCEEDED -> new Note.Done(it.getStep());
            case STEP_FAILED -> new Note.GivenUp(it.getStep(), cause(it.getFailure()));
            case ENDED -> new Note.Ended(ending(it.getEnding()));
            case UNKNOWN,
                    RESTORED,
                    PAUSED,
                    RESUMED,
                    CANCEL_REQUESTED,
                    REOPENED,
                    SIGNAL_RECEIVED,
                    SIGNAL_TAKEN,
                    LIST_OPENED,
                    RESERVATION_ASKED,
                    ATTEMPT_SETTLED,
                    STEP_SKIPPED,
                    STEP_RESET,
                    TURNED,
                    TURNED_BACK,
                    COMPENSATION_STARTED,
                    UNDO_STARTED,
                    UNDO_SUCCEEDED,
                    UNDO_FAILED,
                    UNDO_SKIPPED,
                    ATTENTION_NEEDED,
                    ATTENTION_GIVEN -> null;
        };
    }

    private static Cause cause(@Nullable SagaFailure failure) {
        return failure == null ? Cause.UNKNOWN : cause(failure.getKind());
    }

    static Cause cause(SagaFailureKind kind) {
        return switch (kind) {
            case UNKNOWN -> Cause.UNKNOWN;
            case RETRYABLE -> Cause.RETRYABLE;
            case NON_RETRYABLE -> Cause.NON_RETRYABLE;
            case RATE_LIMITED -> Cause.RATE_LIMITED;
            case EXHAUSTED -> Cause.EXHAUSTED;
            case TIMED_OUT -> Cause.TIMED_OUT;
            case EXPRESSION -> Cause.EXPRESSION;
            case REFUSED -> Cause.REFUSED;
            case OVERSIZED -> Cause.OVERSIZED;
            case OVER_BUDGET -> Cause.OVER_BUDGET;
            case CANCELLED -> Cause.CANCELLED;
        };
    }

    private static SagaFailureKind kind(Cause cause) {
        return SagaFailureKind.valueOf(cause.name());
    }

    /** An ending that only a newer saga-engine knows is none that is counted. */
    private static Ending ending(SagaEnding it) {
        return switch (it) {
            case COMPLETED -> Ending.COMPLETED;
            case COMPENSATED -> Ending.COMPENSATED;
            case CANCELLED, UNKNOWN -> Ending.CANCELLED;
        };
    }

    private static SagaEnding wire(Ending it) {
        return switch (it) {
            case NONE -> SagaEnding.UNKNOWN;
            case COMPLETED -> SagaEnding.COMPLETED;
            case COMPENSATED -> SagaEnding.COMPENSATED;
            case CANCELLED -> SagaEnding.CANCELLED;
        };
    }

    static SagaRun wire(Run it) {
        return new SagaRun(
                it.sagaId(),
                it.name(),
                it.version(),
                it.eventVersion(),
                it.startedAtMs(),
                it.endedAtMs(),
                wire(it.ending()),
                it.steps().values().stream().map(RunCodec::wire).toList());
    }

    static Run run(SagaRun it) {
        Map<Integer, StepRun> steps = new TreeMap<>();
        for (SagaStepRun each : it.getSteps()) {
            steps.put(each.getStep(), step(each));
        }
        return new Run(
                it.getSagaId(),
                it.getName(),
                it.getVersion(),
                it.getEventVersion(),
                it.getStartedAtMs(),
                it.getEndedAtMs(),
                it.getEndedAtMs() == 0 ? Ending.NONE : ending(it.getEnding()),
                steps);
    }

    private static SagaStepRun wire(StepRun it) {
        return new SagaStepRun(
                it.step(),
                it.startedAtMs(),
                it.endedAtMs(),
                it.done(),
                it.attempts(),
                it.attemptAtMs(),
                it.attemptMs(),
                it.timeoutMs(),
                it.timedOut(),
                it.late(),
                counts(it.failures()),
                kind(it.failed()));
    }

    private static StepRun step(SagaStepRun it) {
        return new StepRun(
                it.getStep(),
                it.getStartedAtMs(),
                it.getEndedAtMs(),
                it.getDone(),
                it.getAttempts(),
                it.getAttemptAtMs(),
                it.getAttemptMs(),
                it.getTimeoutMs(),
                it.getTimedOut(),
                it.getLate(),
                counts(it.getFailures()),
                cause(it.getFailed()));
    }

    static List<SagaFailureCount> counts(Map<Cause, Long> of) {
        return of.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new SagaFailureCount(kind(each.getKey()), each.getValue()))
                .toList();
    }

    static Map<Cause, Long> counts(List<SagaFailureCount> of) {
        Map<Cause, Long> counts = new EnumMap<>(Cause.class);
        of.forEach(each -> counts.merge(cause(each.getKind()), each.getCount(), Long::sum));
        return counts;
    }
}
