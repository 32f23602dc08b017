package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Action;
import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.RetryPolicy;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Aftermath;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.core.plan.Retry;
import dev.swarmlog.saga.core.plan.Waves;
import dev.swarmlog.saga.core.state.Attention;
import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.StepState;
import dev.swarmlog.saga.core.state.Tries;
import java.util.List;

/** The way back: all that runs is told to stop and heard out, then what was done is undone, wave after wave. */
final class Compensation {
    private final Draft draft;

    Compensation(Draft draft) {
        this.draft = draft;
    }

    /** @param step the one to blame; negative where none is */
    void turn(int step, Failure cause, Ending towards) {
        for (Attention attention : draft.saga().attention()) {
            draft.calm(attention.step(), "", "the saga is undone");
        }
        draft.record(new Fact.Turned(
                step,
                cause,
                towards,
                heardOut() ? 0 : draft.nowMs + draft.plan.limits().settleMs()));
        String why = "the saga is undone" + (cause.detail().isEmpty() ? "" : ": " + cause.detail());
        draft.forEachPlace(place -> draft.attempts.stop(place, why));
        settle();
    }

    /** Nobody but sub-sagas, which always answer, will be waited for. */
    private boolean heardOut() {
        boolean[] waitedFor = {false};
        draft.forEachPlace(place -> {
            Step step = draft.step(place);
            StepState state = draft.at(place);
            boolean doubt = !state.tries().doubts().isEmpty() || state instanceof StepState.Running;
            waitedFor[0] |= doubt && !(step.work() instanceof Work.SubSaga) && draft.plan.binding(step, draft.saga());
        });
        return !waitedFor[0];
    }

    /** Nobody will ever say whether these attempts at a step were done, or a person says that they were not. */
    void forgetDoubts(int step, String by) {
        draft.forEachPlace(step, place -> {
            for (int attempt : draft.at(place).tries().doubts()) {
                draft.record(new Fact.AttemptSettled(place, attempt));
            }
        });
        draft.calm(step, by, "it was not done");
    }

    /** Somebody said whether this was done. A pivot that was leaves no way back. */
    void heard(Place place) {
        boolean[] doubt = {false};
        draft.forEachPlace(
                place.step(),
                each -> doubt[0] |= !draft.at(each).tries().doubts().isEmpty());
        if (!doubt[0]) {
            draft.calm(place.step(), "", "it has answered");
        }
        boolean done = place.item() < 0 && draft.at(place) instanceof StepState.Done;
        if (!done || !draft.step(place).pivot()) {
            settle();
            return;
        }
        for (Attention attention : draft.saga().attention()) {
            draft.calm(attention.step(), "", "the saga goes forward again");
        }
        draft.record(new Fact.TurnedBack(place.step()));
        for (int step = 0; step < draft.plan.size(); step++) {
            if (draft.saga().step(step) instanceof StepState.Failed) {
                draft.record(new Fact.StepReset(step, ""));
            }
        }
        draft.progress.goOn();
    }

    /** Undoing begins once nothing is in doubt. */
    void settle() {
        if (!(draft.saga().phase() instanceof Phase.Stopping stopping)
                || draft.paused()
                || draft.saga().tally().doubts() > 0) {
            return;
        }
        List<List<Integer>> waves = new Waves(draft.plan, draft.saga()).after(stopping.step());
        if (waves.isEmpty()) {
            end(stopping.towards(), stopping.cause());
        } else {
            draft.record(new Fact.CompensationStarted(stopping.cause(), waves));
            goOn();
        }
    }

    private void end(Ending towards, Failure cause) {
        for (Attention attention : draft.saga().attention()) {
            draft.calm(attention.step(), "", "it is undone");
        }
        draft.record(new Fact.Ended(towards, Json.NULL, cause));
    }

    /** Of the present wave, all that may begin does. */
    void goOn() {
        if (!(draft.saga().phase() instanceof Phase.Compensating compensating) || draft.paused()) {
            return;
        }
        if (compensating.steps().isEmpty()) {
            end(compensating.towards(), compensating.cause());
        }
        for (int step : compensating.steps()) {
            if (draft.saga().elements().at(step) != null) {
                fill(step);
            } else if (idle(Place.of(step))) {
                begin(Place.of(step));
            }
        }
    }

    /** It was done, and nobody has begun to undo it. */
    private boolean idle(Place place) {
        StepState state = draft.at(place);
        return state.standing() != null
                && !(state instanceof StepState.Undoing)
                && !(state instanceof StepState.UndoBackingOff)
                && !(state instanceof StepState.UndoFailed);
    }

    /** As many elements of a MAP as may be at work at once; one that waits for a person keeps its place. */
    private void fill(int step) {
        int room = ((Work.Each) draft.plan.step(step).work()).parallelMax();
        Elements elements = draft.mapping(step).elements();
        for (int i = 0; room > 0 && i < elements.begun(); i++) {
            Place place = new Place(step, i);
            if (idle(place)) {
                begin(place);
            }
            room -= idle(place) || draft.at(place).standing() == null ? 0 : 1;
        }
    }

    void begin(Place place) {
        Action action = draft.step(place).compensation();
        StepState state = draft.at(place);
        int attempt = undoTries(state).attempt() + 1;
        Json input = Json.NULL;
        if (action != null) {
            try {
                input = action.input().evaluate(draft.attempts.view(place, null));
            } catch (FormulaException e) {
                failToBegin(place, attempt, Failure.Kind.EXPRESSION, String.valueOf(e.getMessage()));
                return;
            }
            String oversized = draft.attempts.oversized(input);
            if (oversized != null) {
                failToBegin(place, attempt, Failure.Kind.OVERSIZED, oversized);
                return;
            }
        }
        draft.record(new Fact.UndoStarted(place, attempt, input, draft.dueMs(action == null ? 0 : action.timeoutMs())));
    }

    private void failToBegin(Place place, int attempt, Failure.Kind kind, String detail) {
        Failure failure = new Failure(kind, detail);
        draft.record(new Fact.UndoFailed(place, attempt, failure, Aftermath.NOTHING, Spent.NOTHING, 0));
        draft.alarm(place.step(), detail);
    }

    private static Tries undoTries(StepState state) {
        return switch (state) {
            case StepState.Undoing undoing -> undoing.undo();
            case StepState.UndoBackingOff backingOff -> backingOff.undo();
            case StepState.UndoFailed failed -> failed.undo();
            default -> Tries.NONE;
        };
    }

    boolean open(Place place, int attempt) {
        return draft.at(place) instanceof StepState.Undoing undoing
                && undoing.undo().attempt() == attempt;
    }

    void succeed(Place place, int attempt, Spent spent) {
        int wave = wave();
        draft.record(new Fact.UndoSucceeded(place, attempt, spent));
        if (wave() != wave) {
            goOn();
        } else if (place.item() >= 0 && !draft.paused()) {
            fill(place.step());
        }
    }

    private int wave() {
        return draft.saga().phase() instanceof Phase.Compensating compensating ? compensating.wave() : -1;
    }

    void fail(Place place, Trigger.Failed answer) {
        fail(place, answer.failure(), Aftermath.NOTHING, answer.retryAfterMs(), answer.spent());
    }

    void timeOut(Place place) {
        Failure failure = new Failure(Failure.Kind.TIMED_OUT, "nobody answered in time");
        fail(place, failure, Aftermath.UNHEARD, 0, Spent.NOTHING);
    }

    private void fail(Place place, Failure failure, Aftermath aftermath, long retryAfterMs, Spent spent) {
        Tries tries = undoTries(draft.at(place));
        Action action = draft.step(place).compensation();
        RetryPolicy policy = action == null ? RetryPolicy.DEFAULT : action.retry();
        long retryAtMs = new Retry(policy, draft.plan.limits(), false)
                .atMs(tries, failure, retryAfterMs, draft.nowMs, draft.draw);
        draft.record(new Fact.UndoFailed(place, tries.attempt(), failure, aftermath, spent, retryAtMs));
        if (retryAtMs == 0) {
            draft.alarm(place.step(), failure.detail());
        } else if (retryAtMs <= draft.nowMs && !draft.paused()) {
            begin(place);
        }
    }

    /** A person says that it need not be undone, or was by hand. */
    void skip(int step, String by) {
        draft.forEachPlace(step, place -> {
            if (draft.at(place) instanceof StepState.Undoing undoing) {
                Failure failure = new Failure(Failure.Kind.CANCELLED, "skipped by " + by);
                draft.record(new Fact.UndoFailed(
                        place, undoing.undo().attempt(), failure, Aftermath.UNHEARD, Spent.NOTHING, 0));
            }
        });
        draft.record(new Fact.UndoSkipped(step, by));
        draft.calm(step, by, "skipped");
        goOn();
    }
}
