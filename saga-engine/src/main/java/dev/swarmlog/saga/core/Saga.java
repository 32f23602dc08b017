package dev.swarmlog.saga.core;

import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.state.Attention;
import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.Pause;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.Row;
import dev.swarmlog.saga.core.state.Signals;
import dev.swarmlog.saga.core.state.StepState;
import dev.swarmlog.saga.core.state.Tally;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one saga, and all that is persisted of it. It knows its steps by their index alone, so that
 * history can be folded without the definition.
 *
 * @param version how many decisions were recorded
 * @param start as what and by whom it was started
 * @param deadlineMs when it is undone; 0 means never
 * @param reopened it was completed, and is undone since because its parent is
 * @param steps those that were touched so far; use {@link #step}
 * @param elements of the steps that are MAPs
 */
public record Saga(
        String id,
        long version,
        Fact.Started start,
        long startedMs,
        long deadlineMs,
        Phase phase,
        boolean reopened,
        @Nullable Pause pause,
        List<Attention> attention,
        Signals signals,
        Row<StepState> steps,
        Row<Elements> elements,
        Tally tally) {
    public Saga {
        attention = List.copyOf(attention);
    }

    /** The saga after one more fact. This is the only way in which one changes. */
    public Saga after(Fact fact, long atMs) {
        throw new UnsupportedOperationException();
    }

    /** The saga after one more record of its history; of one that was restored, the first record follows its origin. */
    public static Saga after(@Nullable Saga before, String id, List<Fact> facts, long atMs) {
        throw new UnsupportedOperationException();
    }

    public StepState step(int step) {
        StepState state = steps.at(step);
        return state == null ? StepState.WAITING : state;
    }

    public StepState at(Place place) {
        if (place.item() < 0) {
            return step(place.step());
        }
        Elements of = elements.at(place.step());
        return of == null ? StepState.WAITING : of.at(place.item());
    }

    /** When it must be looked at again though nobody calls; 0 means never. */
    public long nextDueMs() {
        throw new UnsupportedOperationException();
    }
}
