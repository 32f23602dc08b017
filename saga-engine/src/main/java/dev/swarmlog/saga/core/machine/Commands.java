package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect.Ignored.Cause;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.StepState;
import org.jspecify.annotations.Nullable;

/** What people and programs want of a saga as a whole. */
record Commands(Draft draft) {

    /** Behind its pivot a saga cannot be cancelled. One of the strategy FORWARD ends, and what it did stays. */
    Decision cancel(Trigger.Cancel cancel) {
        return switch (draft.saga().phase()) {
            case Phase.Ended ended ->
                draft.ignored(ended.ending() == Ending.CANCELLED ? Cause.REPEATED : Cause.TOO_LATE);
            case Phase.Stopping stopping -> cancelled(stopping.towards());
            case Phase.Compensating compensating -> cancelled(compensating.towards());
            case Phase.Forward forward -> {
                if (draft.plan.behindPivot(draft.saga())) {
                    yield draft.rejected("it is behind its pivot and can only go forward");
                }
                if (draft.paused()) {
                    draft.record(new Fact.Resumed(cancel.by()));
                }
                draft.record(new Fact.CancelRequested(cancel.by(), cancel.reason()));
                draft.compensation.turn(-1, new Failure(Failure.Kind.CANCELLED, cancel.reason()), Ending.CANCELLED);
                yield draft.decision();
            }
        };
    }

    private Decision cancelled(Ending towards) {
        return draft.ignored(towards == Ending.CANCELLED ? Cause.REPEATED : Cause.TOO_LATE);
    }

    Decision pause(Trigger.Pause pause) {
        if (draft.saga().ended()) {
            return draft.rejected("it has ended");
        }
        if (draft.paused()) {
            return draft.ignored(Cause.REPEATED);
        }
        draft.record(new Fact.Paused(pause.by(), pause.reason()));
        return draft.decision();
    }

    Decision resume(Trigger.Resume resume) {
        if (!draft.paused()) {
            return draft.ignored(Cause.REPEATED);
        }
        draft.record(new Fact.Resumed(resume.by()));
        switch (draft.saga().phase()) {
            case Phase.Forward forward -> draft.progress.goOn();
            case Phase.Stopping stopping -> draft.compensation.settle();
            case Phase.Compensating compensating -> draft.compensation.goOn();
            case Phase.Ended ended -> {}
        }
        return draft.decision();
    }

    Decision signal(Trigger.Signal signal) {
        if (!draft.forward()) {
            return draft.rejected(draft.saga().ended() ? "it has ended" : "it is undone");
        }
        if (draft.saga().signals().seen().contains(signal.id())) {
            return draft.ignored(Cause.REPEATED);
        }
        int waiting = waitingFor(signal.signal());
        String refusal = refusal(signal, waiting >= 0);
        if (refusal != null) {
            return draft.rejected(refusal);
        }
        draft.record(new Fact.SignalReceived(signal.id(), signal.signal(), signal.payload()));
        if (waiting >= 0) {
            new Waits(draft, Place.of(waiting)).take(signal.signal());
        }
        return draft.decision();
    }

    /** The first step that waits for this signal now; negative if none does. */
    private int waitingFor(String signal) {
        for (Step step : draft.plan.definition().steps()) {
            if (step.work() instanceof Work.WaitSignal wait
                    && wait.signal().equals(signal)
                    && draft.saga().step(step.index()) instanceof StepState.Awaiting) {
                return step.index();
            }
        }
        return -1;
    }

    private @Nullable String refusal(Trigger.Signal signal, boolean taken) {
        SagaLimits limits = draft.plan.limits();
        int bytes = signal.payload().bytes();
        if (draft.plan.definition().steps().stream()
                .noneMatch(step -> step.work() instanceof Work.WaitSignal wait
                        && wait.signal().equals(signal.signal()))) {
            return "no step of it waits for a signal " + signal.signal();
        }
        if (!taken && draft.saga().signals().kept().size() >= limits.signalsMax()) {
            return "it keeps " + limits.signalsMax() + " signals already that no step waits for yet";
        }
        if (bytes > limits.inputBytesMax()) {
            return "a payload of " + bytes + " bytes, and the limit is " + limits.inputBytesMax();
        }
        return draft.saga().tally().bytes() + bytes > limits.stateBytesMax()
                ? "it would hold more than " + limits.stateBytesMax() + " bytes"
                : null;
    }

    Decision answer(Trigger.Answer answer) {
        int step = draft.plan.find(answer.step());
        if (step < 0 || !(draft.plan.step(step).work() instanceof Work.Approval)) {
            return draft.rejected("it has no step " + answer.step() + " that asks a person");
        }
        return switch (draft.saga().step(step)) {
            case StepState.Awaiting awaiting -> {
                new Waits(draft, Place.of(step)).answer(answer.approved(), answer.by(), answer.comment());
                yield draft.decision();
            }
            case StepState.Waiting waiting ->
                draft.rejected(draft.forward() ? answer.step() + " was not asked yet" : "it is undone");
            default -> draft.ignored(Cause.REPEATED);
        };
    }

    /** Only the parent of a saga that was completed can have it undone. */
    Decision undo(Trigger.Undo undo) {
        Parent parent = draft.saga().start().parent();
        Parent asking = undo.parent();
        if (!asking.sagaId().equals(parent.sagaId()) || !asking.place().equals(parent.place())) {
            return draft.rejected("saga " + asking.sagaId() + " did not start it");
        }
        if (!(draft.saga().phase() instanceof Phase.Ended ended)) {
            return reopened(asking);
        }
        if (ended.ending() != Ending.COMPLETED) {
            return draft.only(Orders.undoneBefore(asking));
        }
        if (draft.onlyForward()) {
            return draft.only(Orders.undoRefused(asking, "it can only go forward"));
        }
        draft.record(new Fact.Reopened(asking));
        // what was skipped while it ran, and not heard of since, never will be
        for (int step = 0; step < draft.saga().steps().size(); step++) {
            draft.compensation.forgetDoubts(step, "");
        }
        draft.compensation.turn(-1, new Failure(Failure.Kind.CANCELLED, "its parent is undone"), Ending.COMPENSATED);
        return draft.decision();
    }

    private Decision reopened(Parent asking) {
        Parent parent = draft.saga().start().parent();
        if (!draft.saga().reopened()) {
            return draft.rejected("it is not completed");
        }
        if (asking.attempt() <= parent.attempt()) {
            return draft.ignored(Cause.REPEATED);
        }
        draft.record(new Fact.Reopened(asking));
        return draft.decision();
    }
}
