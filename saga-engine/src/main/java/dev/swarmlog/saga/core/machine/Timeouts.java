package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.StepState;
import java.util.List;

/** What happens because time has passed. */
record Timeouts(Draft draft) {

    void all() {
        switch (draft.saga().phase()) {
            case Phase.Forward forward -> {
                deadline();
                for (int step = 0; step < draft.saga().steps().size(); step++) {
                    step(step);
                }
            }
            case Phase.Stopping stopping -> settle(stopping.settleByMs());
            case Phase.Compensating compensating -> {
                for (int step : List.copyOf(compensating.steps())) {
                    step(step);
                }
            }
            case Phase.Ended ended -> {}
        }
    }

    private void deadline() {
        if (!due(draft.saga().deadlineMs()) || draft.paused()) {
            return;
        }
        String why = "the saga took too long";
        if (draft.onlyForward()) {
            draft.alarm(-1, why + ", and nothing of it can be undone any more");
        } else {
            draft.compensation.turn(-1, new Failure(Failure.Kind.TIMED_OUT, why), Ending.COMPENSATED);
        }
    }

    private void step(int step) {
        place(Place.of(step));
        Elements elements = draft.saga().elements().at(step);
        boolean atWork = draft.saga().step(step) instanceof StepState.Mapping || !draft.forward();
        for (int i = 0; elements != null && atWork && i < elements.begun(); i++) {
            place(new Place(step, i));
        }
    }

    private void place(Place place) {
        StepState state = draft.at(place);
        if (!due(state.dueMs(draft.paused()))) {
            return;
        }
        switch (state) {
            case StepState.Running running -> draft.attempts.timeOut(place);
            case StepState.Awaiting awaiting
            when draft.step(place).work() instanceof Work.Timer -> new Waits(draft, place).over(Json.NULL);
            case StepState.Awaiting awaiting -> draft.attempts.timeOut(place);
            case StepState.BackingOff backingOff -> {
                if (draft.forward()) {
                    draft.attempts.ask(place);
                }
            }
            case StepState.Undoing undoing -> draft.compensation.timeOut(place);
            case StepState.UndoBackingOff backingOff -> draft.compensation.begin(place);
            default -> throw new IllegalStateException(state + " has no time");
        }
    }

    /** Somebody has to find out what became of those that nobody answers for. */
    private void settle(long settleByMs) {
        if (!due(settleByMs)) {
            return;
        }
        for (int step = 0; step < draft.saga().steps().size(); step++) {
            boolean doubt = doubt(draft.saga().step(step));
            Elements elements = draft.saga().elements().at(step);
            for (int i = 0; elements != null && i < elements.begun(); i++) {
                doubt |= doubt(elements.at(i));
            }
            if (doubt) {
                draft.record(new Fact.AttentionNeeded(step, "nobody says whether it was done"));
            }
        }
    }

    private static boolean doubt(StepState state) {
        return !state.tries().doubts().isEmpty();
    }

    private boolean due(long dueMs) {
        return dueMs > 0 && dueMs <= draft.nowMs;
    }
}
