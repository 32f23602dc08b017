package dev.swarmlog.saga.core.state;

import dev.swarmlog.saga.core.definition.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a MAP and how far each is. They are begun in their order, so what has begun is a number.
 *
 * @param base no attempt at an element has a number up to this one: those belong to an earlier list
 * @param ended how many were done or failed for good
 * @param failed how many of those failed
 * @param standing how many were done and are not undone
 */
public record Elements(
        List<Json> items, Row<StepState> states, int base, int begun, int ended, int failed, int standing) {
    public Elements {
        items = List.copyOf(items);
    }

    public static Elements of(List<Json> items, int base) {
        return new Elements(items, Row.empty(), base, 0, 0, 0, 0);
    }

    public StepState at(int item) {
        StepState state = states.at(item);
        return state == null ? new StepState.Waiting(Tries.from(base)) : state;
    }

    public Elements with(int item, StepState state) {
        StepState before = at(item);
        return new Elements(
                items,
                states.with(item, state),
                base,
                Math.max(begun, item + 1),
                ended + one(over(state)) - one(over(before)),
                failed + one(state instanceof StepState.Failed) - one(before instanceof StepState.Failed),
                standing + one(state.standing() != null) - one(before.standing() != null));
    }

    /** How many are begun and not over: these share the bound on what a MAP does at once. */
    public int active() {
        return begun - ended;
    }

    public boolean over() {
        return ended == items.size();
    }

    /** The number of the last attempt at any of them. */
    public int attempts() {
        int most = base;
        for (int i = 0; i < states.size(); i++) {
            most = Math.max(most, at(i).tries().attempt());
        }
        return most;
    }

    private static boolean over(@Nullable StepState state) {
        return switch (state) {
            case null -> false;
            case StepState.Waiting waiting -> false;
            case StepState.Running running -> false;
            case StepState.Awaiting awaiting -> false;
            case StepState.BackingOff backingOff -> false;
            case StepState.Mapping mapping -> false;
            case StepState.Done done -> true;
            case StepState.Failed failed -> true;
            case StepState.Skipped skipped -> true;
            case StepState.Undoing undoing -> true;
            case StepState.UndoBackingOff backingOff -> true;
            case StepState.UndoFailed undoFailed -> true;
            case StepState.Undone undone -> true;
        };
    }

    private static int one(boolean counts) {
        return counts ? 1 : 0;
    }
}
