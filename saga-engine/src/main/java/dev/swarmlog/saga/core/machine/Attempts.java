package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Action;
import dev.swarmlog.saga.core.definition.Budget;
import dev.swarmlog.saga.core.definition.Formula;
import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Aftermath;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.core.plan.Plan;
import dev.swarmlog.saga.core.plan.Retry;
import dev.swarmlog.saga.core.plan.View;
import dev.swarmlog.saga.core.state.StepState;
import dev.swarmlog.saga.core.state.Tries;
import org.jspecify.annotations.Nullable;

/** Attempts forward: how one begins, and what its answer, or the want of one, means. */
final class Attempts {
    private final Draft draft;

    Attempts(Draft draft) {
        this.draft = draft;
    }

    /** An agent, or another saga, is asked. */
    void ask(Place place) {
        Work work = draft.step(place).work();
        Action action = Plan.action(work);
        if (overBudget()) {
            failToBegin(place, Failure.Kind.OVER_BUDGET, "all that the saga may use up is used up");
        } else if (action != null && action.reserve() != null) {
            new Budgeting(draft).ask(place, action);
        } else if (action != null) {
            begin(place, next(place), "", action.input(), action.timeoutMs());
        } else if (work instanceof Work.SubSaga child) {
            if (draft.saga().start().parent().depth() >= draft.plan.limits().depthMax()) {
                failToBegin(place, Failure.Kind.NON_RETRYABLE, "too many sagas are above this one");
            } else {
                begin(place, next(place), "", child.input(), child.timeoutMs());
            }
        }
    }

    /** @param capability of who does it instead of whom the definition names; empty for nobody else */
    void begin(Place place, int attempt, String capability, Formula formula, long timeoutMs) {
        Json input;
        try {
            input = formula.evaluate(view(place, null));
        } catch (FormulaException e) {
            failToBegin(place, attempt, Failure.Kind.EXPRESSION, String.valueOf(e.getMessage()));
            return;
        }
        String oversized = oversized(input);
        if (oversized != null) {
            failToBegin(place, attempt, Failure.Kind.OVERSIZED, oversized);
        } else {
            draft.record(new Fact.AttemptStarted(place, attempt, capability, input, draft.dueMs(timeoutMs)));
        }
    }

    /** Why this cannot be anybody's input; null if it can. */
    @Nullable
    String oversized(Json input) {
        int bytes = input.bytes();
        int max = draft.plan.limits().inputBytesMax();
        if (bytes > max) {
            return "an input of " + bytes + " bytes, and the limit is " + max;
        }
        return draft.fits(bytes)
                ? null
                : "so much begins at once that its inputs have more than "
                        + draft.plan.limits().decisionBytesMax() + " bytes";
    }

    /** The saga itself waits. */
    void await(Place place, Json question, long dueMs) {
        draft.record(new Fact.WaitStarted(place.step(), next(place), question, dueMs));
    }

    void failToBegin(Place place, Failure.Kind kind, String detail) {
        failToBegin(place, next(place), kind, detail);
    }

    private void failToBegin(Place place, int attempt, Failure.Kind kind, String detail) {
        Failure failure = new Failure(kind, detail);
        draft.record(new Fact.AttemptFailed(place, attempt, failure, Aftermath.NOTHING, Spent.NOTHING, 0));
        draft.progress.failed(place, failure);
    }

    private int next(Place place) {
        return draft.at(place).tries().attempt() + 1;
    }

    private boolean overBudget() {
        Budget budget = draft.plan.definition().budget();
        Saga saga = draft.saga();
        Spent spent = saga.tally().spent();
        return reached(spent.tokensIn() + spent.tokensOut(), budget.tokens())
                || reached(spent.costMicros(), budget.costMicros())
                || reached(saga.tally().calls(), budget.calls());
    }

    private static boolean reached(long spent, long limit) {
        return limit > 0 && spent >= limit;
    }

    /** Whether anybody still waits for this attempt: it is under way, or in doubt. */
    boolean open(Place place, int attempt) {
        StepState state = draft.at(place);
        boolean underWay = state instanceof StepState.Running || state instanceof StepState.Awaiting;
        return (underWay && state.tries().attempt() == attempt) || inDoubt(place, attempt);
    }

    boolean inDoubt(Place place, int attempt) {
        return draft.at(place).tries().doubts().contains(attempt);
    }

    /** An open attempt went well. */
    void succeed(Place place, int attempt, Json result, Spent spent) {
        if (inDoubt(place, attempt) && draft.at(place) instanceof StepState.Running repeated) {
            stop(place, repeated.tries().attempt(), "an earlier attempt was done after all", Aftermath.UNHEARD);
        } else if (inDoubt(place, attempt)) {
            stop(place, "an earlier attempt was done after all");
        }
        Failure useless = null;
        Json output = Json.NULL;
        try {
            Formula formula = draft.step(place).output();
            output = formula == null ? result : formula.evaluate(view(place, result));
            useless = useless(output);
        } catch (FormulaException e) {
            useless = new Failure(Failure.Kind.EXPRESSION, String.valueOf(e.getMessage()));
        }
        if (useless == null) {
            draft.record(new Fact.AttemptSucceeded(place, attempt, output, spent));
        } else {
            draft.record(new Fact.AttemptFailed(place, attempt, useless, Aftermath.DONE, spent, 0));
        }
        if (!draft.forward()) {
            draft.compensation.heard(place);
        } else if (useless == null) {
            draft.progress.done(place);
        } else {
            draft.progress.failed(place, useless);
        }
    }

    /** Why this output cannot be kept; null if it can. */
    @Nullable
    Failure useless(Json output) {
        int bytes = output.bytes();
        int max = draft.plan.limits().outputBytesMax();
        if (bytes > max) {
            return new Failure(Failure.Kind.OVERSIZED, "an output of " + bytes + " bytes, and the limit is " + max);
        }
        long held = draft.saga().tally().bytes() + bytes;
        int stateMax = draft.plan.limits().stateBytesMax();
        return held <= stateMax
                ? null
                : new Failure(
                        Failure.Kind.OVERSIZED, "the saga would hold " + held + " bytes, and the limit is " + stateMax);
    }

    /** An open attempt failed, or nobody will ever say whether it did. */
    void fail(Place place, Trigger.Failed answer) {
        if (inDoubt(place, answer.attempt())) {
            draft.record(new Fact.AttemptSettled(place, answer.attempt()));
            if (!draft.forward()) {
                draft.compensation.heard(place);
            }
        } else {
            Aftermath aftermath = answer.unheard() || overdue(place, answer.failure())
                    ? unheard(draft.step(place))
                    : Aftermath.NOTHING;
            fail(place, answer.failure(), aftermath, answer.retryAfterMs(), answer.spent());
        }
    }

    /** What could have begun must not now; that counts as no attempt. */
    void putOff(Place place, String why) {
        fail(place, new Failure(Failure.Kind.RATE_LIMITED, why), Aftermath.NOTHING, 0, Spent.NOTHING);
    }

    void timeOut(Place place) {
        String silence = Budgeting.silence(draft.step(place), draft.at(place));
        Failure failure = new Failure(Failure.Kind.TIMED_OUT, silence == null ? "nobody answered in time" : silence);
        Aftermath aftermath = overdue(place, failure) ? unheard(draft.step(place)) : Aftermath.NOTHING;
        fail(place, failure, aftermath, 0, Spent.NOTHING);
    }

    /** Its time was over before anybody said anything. */
    private boolean overdue(Place place, Failure failure) {
        return failure.kind() == Failure.Kind.TIMED_OUT
                && draft.at(place) instanceof StepState.Running(Tries running, long sinceMs, long dueMs)
                && dueMs > 0
                && dueMs <= draft.nowMs;
    }

    private void fail(Place place, Failure failure, Aftermath aftermath, long retryAfterMs, Spent spent) {
        Tries tries = draft.at(place).tries();
        Action action = Plan.action(draft.step(place).work());
        Retry retry = new Retry(action == null ? null : action.retry(), draft.plan.limits(), draft.onlyForward());
        long retryAtMs = retry.atMs(tries, failure, retryAfterMs, draft.nowMs, draft.draw);
        draft.record(new Fact.AttemptFailed(place, tries.attempt(), failure, aftermath, spent, retryAtMs));
        if (retryAtMs == 0) {
            draft.progress.failed(place, failure);
        } else if (retryAtMs <= draft.nowMs && !draft.paused()) {
            ask(place);
        }
    }

    Aftermath unheard(Step step) {
        return draft.plan.binding(step, draft.saga()) ? Aftermath.IN_DOUBT : Aftermath.UNHEARD;
    }

    /** Whoever works on it is told to stop. */
    void stop(Place place, String why) {
        StepState state = draft.at(place);
        if (state instanceof StepState.Running running) {
            stop(place, running.tries().attempt(), why, unheard(draft.step(place)));
        } else if (state instanceof StepState.Awaiting awaiting) {
            stop(place, awaiting.tries().attempt(), why, Aftermath.NOTHING);
        }
    }

    private void stop(Place place, int attempt, String why, Aftermath aftermath) {
        Failure failure = new Failure(Failure.Kind.CANCELLED, why);
        draft.record(new Fact.AttemptFailed(place, attempt, failure, aftermath, Spent.NOTHING, 0));
    }

    View view(Place place, @Nullable Json result) {
        return new View(draft.saga(), place, result);
    }
}
