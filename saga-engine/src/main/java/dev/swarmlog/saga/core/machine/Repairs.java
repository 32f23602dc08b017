package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect.Ignored.Cause;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.state.Attention;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.StepState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person does about one step, or about all that keep a saga from its end. */
record Repairs(Draft draft) {

    Decision retry(Trigger.Retry retry) {
        int step = draft.plan.find(retry.step());
        if (step < 0) {
            return draft.rejected("it has no step " + retry.step());
        }
        if (draft.paused()) {
            return draft.rejected("it is paused");
        }
        return switch (draft.saga().phase()) {
            case Phase.Forward forward -> retryForward(step, retry.by());
            case Phase.Compensating compensating -> retryUndo(step, retry.by());
            case Phase.Stopping stopping -> draft.rejected("it is heard out before it is undone");
            case Phase.Ended ended -> draft.rejected("it has ended; a reset begins a new one from an earlier moment");
        };
    }

    private Decision retryForward(int step, String by) {
        Place place = Place.of(step);
        switch (draft.saga().step(step)) {
            case StepState.Running running -> {
                return draft.ignored(Cause.REPEATED);
            }
            case StepState.Awaiting awaiting -> {
                return draft.ignored(Cause.REPEATED);
            }
            case StepState.Waiting waiting -> {
                return draft.rejected("it has not come to that step yet");
            }
            case StepState.BackingOff backingOff -> draft.attempts.ask(place);
            case StepState.Mapping mapping -> {
                if (draft.mapping(step).elements().failed() == 0) {
                    return draft.ignored(Cause.REPEATED);
                }
                draft.calm(step, by, "again");
                draft.mapping(step).repeat();
            }
            case StepState.Failed failed -> {
                draft.calm(step, by, "again");
                draft.record(new Fact.StepReset(step, by));
                draft.progress.begin(step);
            }
            case StepState.Done done -> {
                return goBack(step, by);
            }
            case StepState.Skipped skipped -> {
                return goBack(step, by);
            }
            case StepState.Undoing undoing -> throw new IllegalStateException("undone on the way forward: " + undoing);
            case StepState.UndoBackingOff undo -> throw new IllegalStateException("undone on the way forward: " + undo);
            case StepState.UndoFailed undo -> throw new IllegalStateException("undone on the way forward: " + undo);
            case StepState.Undone undone -> throw new IllegalStateException("undone on the way forward: " + undone);
        }
        return draft.decisionOr(Cause.REPEATED);
    }

    /** To before a step that was done, or skipped. What came behind it has to be done again as well. */
    private Decision goBack(int step, String by) {
        int[] behind = draft.plan.dependents(step);
        for (int each : behind) {
            String refusal = irrevocable(each);
            if (refusal != null) {
                return draft.rejected(refusal);
            }
        }
        for (int each : behind) {
            draft.calm(each, by, "again");
            draft.forEachPlace(each, place -> draft.attempts.stop(place, by + " has the saga go back"));
            if (!(draft.saga().step(each) instanceof StepState.Waiting)) {
                draft.record(new Fact.StepReset(each, by));
            }
        }
        draft.progress.begin(step);
        return draft.decision();
    }

    /** Why this step cannot be begun again; null if it can. */
    @Nullable
    String irrevocable(int index) {
        Step step = draft.plan.step(index);
        StepState state = draft.saga().step(index);
        if (step.pivot() && state instanceof StepState.Done) {
            return step.name() + " is a pivot and was done";
        }
        boolean doubt =
                state instanceof StepState.Running || !state.tries().doubts().isEmpty();
        boolean[] atWork = {doubt};
        draft.forEachPlace(index, place -> {
            StepState each = draft.at(place);
            atWork[0] |=
                    each instanceof StepState.Running || !each.tries().doubts().isEmpty();
        });
        if (atWork[0] && draft.plan.binding(step, draft.saga())) {
            return step.name() + " is at work, and would have to be undone";
        }
        boolean inParts = step.work() instanceof Work.Each || step.work() instanceof Work.SubSaga;
        return inParts && draft.plan.undoable(step) && draft.saga().standing(index)
                ? step.name() + " was done in parts that would have to be undone before"
                : null;
    }

    private Decision retryUndo(int step, String by) {
        boolean[] stuck = {false};
        boolean[] atWork = {false};
        draft.forEachPlace(step, place -> {
            StepState state = draft.at(place);
            stuck[0] |= state instanceof StepState.UndoFailed || state instanceof StepState.UndoBackingOff;
            atWork[0] |= state instanceof StepState.Undoing;
        });
        if (!stuck[0]) {
            return atWork[0] ? draft.ignored(Cause.REPEATED) : draft.rejected("it does not fail to be undone");
        }
        draft.calm(step, by, "again");
        draft.forEachPlace(step, place -> {
            StepState state = draft.at(place);
            if (state instanceof StepState.UndoFailed || state instanceof StepState.UndoBackingOff) {
                draft.compensation.begin(place);
            }
        });
        return draft.decisionOr(Cause.REPEATED);
    }

    Decision skip(Trigger.Skip skip) {
        int step = draft.plan.find(skip.step());
        if (step < 0) {
            return draft.rejected("it has no step " + skip.step());
        }
        return switch (draft.saga().phase()) {
            case Phase.Forward forward -> skipForward(step, skip.by());
            case Phase.Stopping stopping -> {
                if (!draft.needsAttention(step)) {
                    yield draft.rejected("nobody was asked yet whether it was done");
                }
                draft.compensation.forgetDoubts(step, skip.by());
                draft.compensation.settle();
                yield draft.decision();
            }
            case Phase.Compensating compensating -> {
                if (draft.saga().step(step) instanceof StepState.Undone) {
                    yield draft.ignored(Cause.REPEATED);
                }
                // a repetition of what was meant for the way forward must not skip the way back
                if (!draft.needsAttention(step)) {
                    yield draft.rejected("it does not fail to be undone");
                }
                draft.compensation.skip(step, skip.by());
                yield draft.decision();
            }
            case Phase.Ended ended -> draft.rejected("it has ended");
        };
    }

    private Decision skipForward(int step, String by) {
        return switch (draft.saga().step(step)) {
            case StepState.Done done -> draft.rejected("it was done");
            case StepState.Skipped skipped -> draft.ignored(Cause.REPEATED);
            default -> {
                leaveOut(step, by, "");
                yield draft.decision();
            }
        };
    }

    private void leaveOut(int step, String by, String why) {
        draft.forEachPlace(step, place -> draft.attempts.stop(place, "skipped by " + by));
        draft.record(new Fact.StepSkipped(step, why, by));
        draft.calm(step, by, "skipped");
        draft.progress.over(step);
    }

    /** All that a person was called for is settled by hand: done without, undone, or known not to have been done. */
    Decision resolve(Trigger.Resolve resolve) {
        if (draft.saga().attention().isEmpty()) {
            return draft.rejected("nothing of it needs a person");
        }
        for (Attention attention : List.copyOf(draft.saga().attention())) {
            settle(attention.step(), resolve);
        }
        draft.compensation.settle();
        return draft.decision();
    }

    private void settle(int step, Trigger.Resolve resolve) {
        draft.calm(step, resolve.by(), resolve.comment());
        if (step < 0) {
            return;
        }
        switch (draft.saga().phase()) {
            case Phase.Forward forward -> {
                StepState state = draft.saga().step(step);
                if (!(state instanceof StepState.Done || state instanceof StepState.Skipped)) {
                    leaveOut(step, resolve.by(), resolve.comment());
                }
            }
            case Phase.Stopping stopping -> draft.compensation.forgetDoubts(step, resolve.by());
            case Phase.Compensating compensating -> draft.compensation.skip(step, resolve.by());
            case Phase.Ended ended -> {}
        }
    }
}
