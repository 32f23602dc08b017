package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.StepState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new saga goes forward from an earlier moment of another one that is over. What was done up to then counts, but for
 * what the other one undid afterwards: the world does not have that any more.
 *
 * @param end the other saga as it ended
 */
record Restoration(Draft draft, Saga end) {

    /** Why a saga cannot be gone on from; null if it can. */
    static @Nullable String refusal(Saga origin, Saga end) {
        if (!end.ended()) {
            return "saga " + end.id() + " goes on, and could undo what the new one builds on: cancel it, or have it go"
                    + " back itself by a retry";
        }
        return origin.phase() instanceof Phase.Ended ended && ended.ending() == Ending.COMPLETED
                ? "saga " + end.id() + " was completed at that moment; go on from an earlier one"
                : null;
    }

    Decision decision() {
        for (Step step : draft.plan.definition().steps()) {
            if (!again(step)) {
                continue;
            }
            String irrevocable = undone(step.index()) ? null : new Repairs(draft).irrevocable(step.index());
            if (irrevocable != null) {
                return new Decision(null, List.of(), List.of(new Effect.Rejected(irrevocable)));
            }
            begin(step.index());
        }
        for (int step = 0; step < draft.plan.size(); step++) {
            if (draft.saga().step(step) instanceof StepState.Mapping) {
                draft.mapping(step).restore();
            }
        }
        draft.progress.goOn();
        return draft.decision();
    }

    /** A step that failed, that was undone, or that comes behind such a one. */
    private boolean again(Step step) {
        return switch (draft.saga().step(step.index())) {
            case StepState.Waiting waiting -> waiting.tries().former() != null && undone(step.index());
            case StepState.Failed failed -> true;
            case StepState.Undone undone -> true;
            default -> undone(step.index()) || behindWhatBegins(step);
        };
    }

    private boolean behindWhatBegins(Step step) {
        for (int before : step.after()) {
            if (draft.saga().step(before) instanceof StepState.Waiting) {
                return true;
            }
        }
        return false;
    }

    /** The new saga takes it for done, and the other one, or a part of it, did away with it. */
    private boolean undone(int step) {
        Saga here = draft.saga();
        Elements mine = here.elements().at(step);
        Elements its = end.elements().at(step);
        if (mine != null && its != null && its.standing() < mine.standing()) {
            return true;
        }
        return here.standing(step) && !end.standing(step);
    }

    private void begin(int step) {
        String by = "saga " + end.id();
        if (undone(step)) {
            draft.record(new Fact.UndoSkipped(step, by));
        }
        draft.record(new Fact.StepReset(step, by));
    }
}
