package dev.swarmlog.saga.core;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.core.state.Attention;
import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.Move;
import dev.swarmlog.saga.core.state.Pause;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.Row;
import dev.swarmlog.saga.core.state.Signals;
import dev.swarmlog.saga.core.state.StepState;
import dev.swarmlog.saga.core.state.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Mutable while one fact is added to a saga. What a fact means for one step is for {@link Move} to say. */
final class Fold {
    private final Saga before;
    private final long atMs;

    private Fact.Started start;
    private long deadlineMs;
    private Phase phase;
    private boolean reopened;
    private @Nullable Pause pause;
    private List<Attention> attention;
    private Signals signals;
    private Row<StepState> steps;
    private Row<Elements> elements;
    private Tally tally;

    Fold(Saga before, long atMs) {
        this.before = before;
        this.atMs = atMs;
        start = before.start();
        deadlineMs = before.deadlineMs();
        phase = before.phase();
        reopened = before.reopened();
        pause = before.pause();
        attention = before.attention();
        signals = before.signals();
        steps = before.steps();
        elements = before.elements();
        tally = before.tally();
    }

    Saga saga() {
        return saga(before.id(), before.version(), before.startedMs());
    }

    private Saga saga(String id, long version, long startedMs) {
        return new Saga(
                id,
                version,
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

    Fold with(Fact fact) {
        switch (fact) {
            case Fact.Started started -> throw new IllegalArgumentException(before.id() + " was started before");
            case Fact.Restored restored -> throw new IllegalArgumentException("a restored saga has an id of its own");
            case Fact.Paused(String by, String reason) -> pause = new Pause(by, reason, atMs);
            case Fact.Resumed resumed -> resume();
            case Fact.CancelRequested request -> {}
            case Fact.Reopened(Parent parent) -> reopen(parent);
            case Fact.SignalReceived signal -> keep(signal);
            case Fact.SignalTaken(int step, String signal) -> take(signal);
            case Fact.ListOpened(int step, List<Json> items) -> open(step, items);
            case Fact.WaitStarted wait ->
                put(Place.of(wait.step()), move(wait.step()).started(wait));
            case Fact.ReservationAsked asked ->
                put(asked.place(), move(asked.place()).asked(asked));
            case Fact.AttemptStarted started ->
                call(started.place(), move(started.place()).started(started));
            case Fact.AttemptSucceeded succeeded -> {
                put(succeeded.place(), move(succeeded.place()).succeeded(succeeded));
                spend(succeeded.spent());
                hold(succeeded.output());
            }
            case Fact.AttemptFailed failed -> {
                put(failed.place(), move(failed.place()).failed(failed));
                spend(failed.spent());
            }
            case Fact.AttemptSettled(Place place, int attempt) ->
                put(place, move(place).settled(attempt));
            case Fact.StepSucceeded(int step, Json output) -> {
                put(Place.of(step), move(step).succeeded(output));
                hold(output);
            }
            case Fact.StepFailed failed ->
                put(Place.of(failed.step()), move(failed.step()).failed(failed.failure()));
            case Fact.StepSkipped(int step, String why, String by) ->
                put(Place.of(step), move(step).skipped(why, by));
            case Fact.StepReset(int step, String by) -> reset(step);
            case Fact.Turned turned -> turn(turned);
            case Fact.TurnedBack back -> phase = Phase.FORWARD;
            case Fact.CompensationStarted started -> compensate(started);
            case Fact.UndoStarted started ->
                call(started.place(), move(started.place()).undoStarted(started));
            case Fact.UndoSucceeded succeeded -> {
                put(succeeded.place(), move(succeeded.place()).undone(""));
                spend(succeeded.spent());
                countUndone(succeeded.place(), "");
            }
            case Fact.UndoFailed failed -> {
                put(failed.place(), move(failed.place()).undoFailed(failed));
                spend(failed.spent());
            }
            case Fact.UndoSkipped(int step, String by) -> skipUndo(step, by);
            case Fact.AttentionNeeded(int step, String why) -> need(new Attention(step, why, atMs));
            case Fact.AttentionGiven given -> give(given.step());
            case Fact.Ended ended -> end(ended);
        }
        return this;
    }

    /** The saga that goes forward from this one under another id. Nobody there knows of what is under way here. */
    Saga restored(String id, Requester requester) {
        start = new Fact.Started(
                start.name(),
                start.version(),
                start.definitionHash(),
                start.input(),
                start.deadlineMs() == 0 ? 0 : atMs + start.deadlineMs() - before.startedMs(),
                start.tags(),
                requester,
                Parent.NONE);
        deadlineMs = start.deadlineMs();
        pause = null;
        // what failed begins again, but for single elements of a MAP: whether they do is still for a person to say
        attention = attention.stream()
                .filter(each -> each.step() >= 0 && steps.at(each.step()) instanceof StepState.Mapping)
                .toList();
        phase = Phase.FORWARD;
        reopened = false;
        forEach(state -> new Move(state, atMs, tally.done()).restored());
        return saga(id, 0, atMs);
    }

    private Move move(int step) {
        return move(Place.of(step));
    }

    private Move move(Place place) {
        return new Move(at(place), atMs, tally.done());
    }

    private StepState at(Place place) {
        if (place.item() >= 0) {
            return elements(place.step()).at(place.item());
        }
        StepState state = steps.at(place.step());
        return state == null ? StepState.Waiting.UNTOUCHED : state;
    }

    private Elements elements(int step) {
        Elements of = elements.at(step);
        if (of == null) {
            throw new IllegalStateException("step " + step + " of " + before.id() + " has no elements");
        }
        return of;
    }

    private void put(Place place, StepState state) {
        StepState was = at(place);
        if (place.item() < 0) {
            steps = steps.with(place.step(), state);
        } else {
            elements = elements.with(place.step(), elements(place.step()).with(place.item(), state));
        }
        tally = tally.replaced(was, state, place.item() < 0);
    }

    private void call(Place place, StepState state) {
        put(place, state);
        tally = tally.called();
    }

    private void spend(Spent spent) {
        tally = tally.spending(spent);
    }

    private void hold(Json document) {
        tally = tally.holding(document.bytes());
    }

    /** The clock goes on from where it stood still. */
    private void resume() {
        if (pause != null) {
            long byMs = atMs - pause.sinceMs();
            pause = null;
            deadlineMs = deadlineMs == 0 ? 0 : deadlineMs + byMs;
            forEach(state -> new Move(state, atMs, 0).shifted(byMs));
        }
    }

    private void reopen(Parent parent) {
        start = new Fact.Started(
                start.name(),
                start.version(),
                start.definitionHash(),
                start.input(),
                start.deadlineMs(),
                start.tags(),
                start.requester(),
                parent);
        reopened = true;
    }

    private void keep(Fact.SignalReceived signal) {
        signals = signals.with(signal);
        hold(signal.payload());
    }

    private void take(String signal) {
        Json payload = signals.payload(signal);
        signals = signals.without(signal);
        tally = payload == null ? tally : tally.holding(-payload.bytes());
    }

    private void open(int step, List<Json> items) {
        put(Place.of(step), move(step).opened());
        elements = elements.with(
                step, Elements.of(items, at(Place.of(step)).tries().attempt()));
        items.forEach(this::hold);
    }

    private void reset(int step) {
        Elements of = elements.at(step);
        put(Place.of(step), move(step).reset(of == null ? 0 : of.attempts()));
        if (of != null) {
            for (int i = 0; i < of.begun(); i++) {
                tally = tally.replaced(of.at(i), StepState.Waiting.UNTOUCHED, false);
            }
            elements = elements.with(step, Elements.of(List.of(), of.attempts()));
        }
    }

    private void turn(Fact.Turned turned) {
        phase = new Phase.Stopping(turned.step(), turned.cause(), turned.towards(), turned.settleByMs());
        attention = List.of();
        signals = new Signals(List.of(), signals.seen());
        forEach(state -> new Move(state, atMs, tally.done()).turned(turned.cause()));
    }

    private void compensate(Fact.CompensationStarted started) {
        if (!(phase instanceof Phase.Stopping stopping)) {
            throw new IllegalStateException(before.id() + " was not turned before it is compensated");
        }
        phase = Phase.Compensating.from(stopping, started.waves());
    }

    /** A MAP is undone with the last of its elements, and a wave with the last of its steps. */
    private void countUndone(Place place, String by) {
        if (place.item() >= 0) {
            if (elements(place.step()).standing() > 0) {
                return;
            }
            put(Place.of(place.step()), move(place.step()).undoneInParts(by));
        }
        if (phase instanceof Phase.Compensating compensating) {
            phase = compensating.undone();
        }
    }

    private void skipUndo(int step, String by) {
        Elements of = elements.at(step);
        if (of == null) {
            put(Place.of(step), move(step).undone(by));
            countUndone(Place.of(step), by);
            return;
        }
        for (int i = 0; i < of.begun(); i++) {
            Place place = new Place(step, i);
            if (at(place).standing() != null) {
                put(place, move(place).undone(by));
                countUndone(place, by);
            }
        }
    }

    /** Whom a person was called for once is not called for again: for time that is up, or for what nobody answers. */
    private void need(Attention needed) {
        List<Attention> more = new ArrayList<>(attention);
        more.add(needed);
        attention = more;
        if (needed.step() < 0) {
            deadlineMs = 0;
        }
        if (phase instanceof Phase.Stopping stopping) {
            phase = new Phase.Stopping(stopping.step(), stopping.cause(), stopping.towards(), 0);
        }
    }

    private void give(int step) {
        List<Attention> fewer = new ArrayList<>(attention);
        fewer.removeIf(each -> each.step() == step);
        attention = fewer;
    }

    private void end(Fact.Ended ended) {
        phase = new Phase.Ended(ended.ending(), ended.output(), ended.cause(), atMs);
        pause = null;
        attention = List.of();
        signals = Signals.NONE;
    }

    private void forEach(UnaryOperator<StepState> change) {
        for (int step = 0; step < steps.size(); step++) {
            replace(Place.of(step), change);
        }
        for (int step = 0; step < elements.size(); step++) {
            Elements of = elements.at(step);
            for (int i = 0; of != null && i < of.begun(); i++) {
                replace(new Place(step, i), change);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // a change that changes nothing gives back what it was given
    private void replace(Place place, UnaryOperator<StepState> change) {
        StepState was = at(place);
        StepState is = change.apply(was);
        if (is != was) {
            put(place, is);
        }
    }
}
