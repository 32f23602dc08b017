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

    /** A saga of one fact; its version counts from when that is recorded. */
    public static Saga begin(String id, Fact.Started start, long atMs) {
        return new Saga(
                id,
                0,
                start,
                atMs,
                start.deadlineMs(),
                Phase.FORWARD,
                false,
                null,
                List.of(),
                Signals.NONE,
                Row.empty(),
                Row.empty(),
                Tally.of(start.input()));
    }

    /** The saga after one more fact. This is the only way in which one changes. */
    public Saga after(Fact fact, long atMs) {
        return new Fold(this, atMs).with(fact).saga();
    }

    /** Another saga that goes on from where this one is. */
    public Saga restored(String newId, Fact.Restored restored, long atMs) {
        return new Fold(this, atMs).restored(newId, restored.requester());
    }

    /** The facts up to here were recorded as one decision. */
    public Saga recorded() {
        return new Saga(
                id,
                version + 1,
                start,
                startedMs,
                deadlineMs,
                phase,
                reopened,
                pause,
                attention,
                signals,
                steps,
                elements,
                tally);
    }

    /** The saga after one more record of its history; of one that was restored, the first record follows its origin. */
    public static Saga after(@Nullable Saga before, String id, List<Fact> facts, long atMs) {
        Saga saga = before;
        for (Fact fact : facts) {
            saga = after(saga, id, fact, atMs);
        }
        if (saga == null) {
            throw new IllegalArgumentException("no facts of " + id);
        }
        return saga.recorded();
    }

    private static Saga after(@Nullable Saga before, String id, Fact fact, long atMs) {
        if (fact instanceof Fact.Started started && before == null) {
            return begin(id, started, atMs);
        }
        if (before == null) {
            throw new IllegalArgumentException("the history of " + id + " begins with " + fact);
        }
        return fact instanceof Fact.Restored restored ? before.restored(id, restored, atMs) : before.after(fact, atMs);
    }

    public StepState step(int step) {
        StepState state = steps.at(step);
        return state == null ? StepState.Waiting.UNTOUCHED : state;
    }

    public StepState at(Place place) {
        if (place.item() < 0) {
            return step(place.step());
        }
        Elements of = elements.at(place.step());
        return of == null ? StepState.Waiting.UNTOUCHED : of.at(place.item());
    }

    /** Whether a step was done and is not undone; of a MAP, whether any of its elements was. */
    public boolean standing(int step) {
        Elements of = elements.at(step);
        return of == null ? step(step).standing() != null : of.standing() > 0;
    }

    public boolean ended() {
        return phase instanceof Phase.Ended;
    }

    /** When it must be looked at again though nobody calls; 0 means never. */
    public long nextDueMs() {
        return Due.next(this);
    }
}
