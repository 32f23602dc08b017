package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Effect.Ignored.Cause;
import dev.swarmlog.saga.core.Effect.Settle.Use;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Action;
import dev.swarmlog.saga.core.definition.Reserve;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.fact.Aftermath;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.core.plan.Plan;
import dev.swarmlog.saga.core.state.StepState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that ask a budget before they begin, and tell it after they ended. Without its word nothing begins: where it
 * does not answer, the attempt fails when its time is over, and has done nothing.
 */
record Budgeting(Draft draft) {
    /** So long an attempt without a time of its own waits for the word of its budget. */
    private static final long WORD_MS = 60_000;

    /** The budget itself says no when the time for a person's answer is over; this is for that to arrive. */
    private static final long GRACE_MS = 30_000;

    void ask(Place place, Action action) {
        draft.record(new Fact.ReservationAsked(
                place,
                draft.at(place).tries().attempt() + 1,
                draft.nowMs + (action.timeoutMs() > 0 ? action.timeoutMs() : WORD_MS)));
    }

    /** The input is made of what the saga knows now. In a pause nothing begins: it is given back, and asked for again. */
    Decision granted(Trigger.Granted granted) {
        Action action = awaited(granted.place(), granted.attempt());
        if (action == null) {
            return draft.ignored(Cause.STALE);
        }
        if (draft.paused()) {
            draft.attempts.putOff(granted.place(), "the saga is paused");
        } else {
            draft.attempts.begin(
                    granted.place(), granted.attempt(), granted.capability(), action.input(), action.timeoutMs());
        }
        return draft.decision();
    }

    Decision held(Trigger.Held held) {
        if (awaited(held.place(), held.attempt()) == null) {
            return draft.ignored(Cause.STALE);
        }
        long dueMs = held.untilMs() + GRACE_MS;
        if (draft.at(held.place()) instanceof StepState.Awaiting awaiting && awaiting.dueMs() == dueMs) {
            return draft.ignored(Cause.REPEATED);
        }
        draft.record(new Fact.ReservationAsked(held.place(), held.attempt(), dueMs));
        return draft.decision();
    }

    /** Whether an attempt waits for its budget's word, so that no agent has heard of it. */
    boolean isAwaited(Place place, int attempt) {
        return awaited(place, attempt) != null;
    }

    /** Null where nobody waits for a budget's word on this attempt. */
    private @Nullable Action awaited(Place place, int attempt) {
        if (place.step() < 0
                || place.step() >= draft.plan.size()
                || draft.saga().ended()) {
            return null;
        }
        Action action = Plan.action(draft.step(place).work());
        boolean isAwaited = action != null
                && action.reserve() != null
                && draft.at(place) instanceof StepState.Awaiting awaiting
                && awaiting.tries().attempt() == attempt;
        return isAwaited ? action : null;
    }

    /** Why an attempt that waited for its budget ran out of time; null for any other. */
    static @Nullable String silence(Step step, StepState state) {
        Action action = Plan.action(step.work());
        Reserve reserve = action == null ? null : action.reserve();
        return reserve != null && state instanceof StepState.Awaiting
                ? "budget " + reserve.budget() + " did not answer in time, and nothing was begun"
                : null;
    }

    /** What a fact asks of the budget. */
    static void add(List<Effect> effects, Step step, StepState before, Fact fact, long nowMs) {
        Action action = Plan.action(step.work());
        Reserve reserve = action == null ? null : action.reserve();
        if (action == null || reserve == null) {
            return;
        }
        switch (fact) {
            case Fact.ReservationAsked asked -> {
                if (!(before instanceof StepState.Awaiting)) {
                    effects.add(new Effect.Reserve(asked.place(), asked.attempt(), reserve, action.timeoutMs()));
                }
            }
            case Fact.AttemptSucceeded it ->
                settle(effects, reserve, before, new End(it.place(), it.attempt(), Aftermath.DONE, it.spent()), nowMs);
            case Fact.AttemptFailed it ->
                settle(effects, reserve, before, new End(it.place(), it.attempt(), it.aftermath(), it.spent()), nowMs);
            default -> {
                // the others are none of the budget's business
            }
        }
    }

    private record End(Place place, int attempt, Aftermath aftermath, Spent spent) {}

    /** Of an attempt that was in doubt the budget has heard when it came into doubt. */
    private static void settle(List<Effect> effects, Reserve reserve, StepState before, End end, long nowMs) {
        if (before.tries().attempt() != end.attempt) {
            return;
        }
        if (before instanceof StepState.Awaiting) {
            effects.add(new Effect.Settle(end.place, end.attempt, reserve, Use.NOTHING, Spent.NOTHING, 0));
        } else if (before instanceof StepState.Running running) {
            effects.add(new Effect.Settle(
                    end.place, end.attempt, reserve, use(end), end.spent, Math.max(0, nowMs - running.sinceMs())));
        }
    }

    private static Use use(End end) {
        return switch (end.aftermath) {
            case DONE -> Use.KNOWN;
            case NOTHING -> end.spent.equals(Spent.NOTHING) ? Use.NOTHING : Use.KNOWN;
            case UNHEARD, IN_DOUBT -> Use.UNKNOWN;
        };
    }
}
