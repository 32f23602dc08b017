package dev.swarmlog.saga.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.definition.Action;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.RetryPolicy;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Strategy;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.plan.Plan;
import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.StepState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds after every decision, known from the facts alone: a second opinion that shares no code with the machine. The
 * numbers are those of the design's list.
 */
final class Invariants {
    private final Definition definition;
    private final SagaLimits limits;
    private final List<Entry> history = new ArrayList<>();
    private final Set<String> begun = new HashSet<>();
    private final Set<String> answered = new HashSet<>();
    private final Set<Place> undone = new HashSet<>();
    private final Set<Integer> touchedByPeople = new HashSet<>();
    private boolean turned;
    private boolean ended;
    private boolean reopened;

    record Entry(List<Fact> facts, long atMs) {}

    Invariants(Definition definition, SagaLimits limits) {
        this.definition = definition;
        this.limits = limits;
    }

    List<Entry> history() {
        return history;
    }

    Set<Integer> touchedByPeople() {
        return touchedByPeople;
    }

    void check(@Nullable Saga before, Decision decision, long nowMs) {
        if (decision.facts().isEmpty()) {
            assertThat(decision.next()).as("6: nothing was recorded").isSameAs(before);
            return;
        }
        Saga next = Objects.requireNonNull(decision.next());
        assertThat(next.version()).as("3: versions rise by one").isEqualTo(before == null ? 1 : before.version() + 1);
        history.add(new Entry(decision.facts(), nowMs));
        List<Fact> facts = decision.facts();
        int from = before == null ? 1 : 0;
        Saga fold = before == null ? Saga.begin(next.id(), (Fact.Started) facts.getFirst(), nowMs) : before;
        for (Fact fact : facts.subList(from, facts.size())) {
            fact(fold, fact, nowMs);
            fold = fold.after(fact, nowMs);
        }
        assertThat(fold.recorded()).as("13: the facts fold to the state").isEqualTo(next);
        bounds(next);
        if (next.ended()) {
            assertThat(next.nextDueMs()).as("nothing is due after the end").isZero();
            assertThat(next.attention()).isEmpty();
        }
    }

    private void fact(Saga saga, Fact fact, long nowMs) {
        assertThat(ended && !(fact instanceof Fact.Reopened))
                .as("2: ended once, then %s", fact)
                .isFalse();
        switch (fact) {
            case Fact.Reopened reopening -> {
                ended = false;
                reopened = true;
            }
            case Fact.ReservationAsked asked -> {
                if (!(saga.at(asked.place()) instanceof StepState.Awaiting)) {
                    forward(saga, asked.place(), fact);
                }
            }
            case Fact.AttemptStarted started -> {
                forward(saga, started.place(), fact);
                once(begun, started.place(), false, started.attempt());
            }
            case Fact.WaitStarted started -> {
                forward(saga, Place.of(started.step()), fact);
                once(begun, Place.of(started.step()), false, started.attempt());
            }
            case Fact.ListOpened opened -> forward(saga, Place.of(opened.step()), fact);
            case Fact.AttemptSucceeded succeeded -> {
                assertThat(begun)
                        .as("1: answered without being asked")
                        .contains(key(succeeded.place(), false, succeeded.attempt()));
                once(answered, succeeded.place(), false, succeeded.attempt());
                assertThat(saga.at(succeeded.place()))
                        .as("1: an effect counts once")
                        .isNotInstanceOf(StepState.Done.class);
            }
            case Fact.AttemptFailed failed -> backoff(failed, nowMs);
            case Fact.Turned turning -> turned = true;
            case Fact.TurnedBack back -> turned = false;
            case Fact.CompensationStarted started -> waves(saga, started);
            case Fact.UndoStarted started -> undoing(saga, started);
            case Fact.UndoSucceeded succeeded -> {
                once(answered, succeeded.place(), true, succeeded.attempt());
                assertThat(undone.add(succeeded.place())).as("5: undone once").isTrue();
            }
            case Fact.UndoSkipped skipped -> touchedByPeople.add(skipped.step());
            case Fact.AttentionGiven given when !given.by().isEmpty() -> touchedByPeople.add(given.step());
            case Fact.StepSkipped skipped when !skipped.by().isEmpty() -> touchedByPeople.add(skipped.step());
            case Fact.StepSkipped skipped ->
                assertThat(skippable(saga, definition.steps().get(skipped.step())))
                        .as("4: %s", skipped)
                        .isTrue();
            case Fact.Ended ending -> ended(saga, ending);
            default -> {
                // nothing to hold against it
            }
        }
    }

    private void once(Set<String> seen, Place place, boolean undo, int attempt) {
        assertThat(seen.add(key(place, undo, attempt)))
                .as("1: once each: %s %s", place, attempt)
                .isTrue();
    }

    private static String key(Place place, boolean undo, int attempt) {
        return place.step() + "/" + place.item() + (undo ? "u" : "f") + attempt;
    }

    /** 4: all before it are over and its condition holds; 5: nothing begins once the saga was turned; nothing in a pause. */
    private void forward(Saga saga, Place place, Fact fact) {
        assertThat(turned).as("5: forward after turning: %s", fact).isFalse();
        assertThat(saga.pause()).as("begun in a pause: %s", fact).isNull();
        Step step = definition.steps().get(place.step());
        boolean anyDone = step.after().isEmpty();
        for (int before : step.after()) {
            StepState state = saga.step(before);
            assertThat(state.settled()).as("4: %s before %s", fact, before).isTrue();
            anyDone |= !leftOut(state);
            if (step.join() == Step.Join.ALL) {
                assertThat(leftOut(state)).as("4: all before it were done").isFalse();
            }
        }
        assertThat(anyDone).as("4: one before it was done").isTrue();
        assertThat(step.when() == null || holds(step))
                .as("4: its condition holds")
                .isTrue();
    }

    /** A person who skips a step has the saga go on without it. */
    private static boolean leftOut(StepState state) {
        return state instanceof StepState.Skipped skipped && skipped.by().isEmpty();
    }

    private static boolean holds(Step step) {
        return step.when() instanceof Definitions.Fixed fixed && Boolean.parseBoolean(fixed.json());
    }

    private boolean skippable(Saga saga, Step step) {
        boolean anySkipped = step.after().stream().anyMatch(before -> leftOut(saga.step(before)));
        boolean allSkipped =
                !step.after().isEmpty() && step.after().stream().allMatch(before -> leftOut(saga.step(before)));
        boolean byOthers = step.join() == Step.Join.ALL ? anySkipped : allSkipped;
        return byOthers || (step.when() != null && !holds(step));
    }

    /** 9: a pause is neither negative nor longer than it may be. */
    private void backoff(Fact.AttemptFailed failed, long nowMs) {
        if (failed.retryAtMs() > 0) {
            long maxMs = failed.failure().kind() == Failure.Kind.RATE_LIMITED
                    ? limits.waitMsMax() * 2
                    : RetryPolicy.PAUSE_MS_MAX;
            assertThat(failed.retryAtMs() - nowMs).as("9: backoff").isBetween(0L, maxMs);
        }
    }

    private void waves(Saga saga, Fact.CompensationStarted started) {
        List<Integer> planned = started.waves().stream().flatMap(List::stream).toList();
        assertThat(planned).as("5: each once").doesNotHaveDuplicates();
        assertThat(saga.tally().doubts()).as("5: nothing is in doubt").isZero();
        for (int step : planned) {
            assertThat(standing(saga, step))
                    .as("5: only what was done: %s", step)
                    .isTrue();
        }
        for (Step step : definition.steps()) {
            boolean due = standing(saga, step.index()) && undoable(step);
            switch (definition.strategy()) {
                case BACKWARD, PARALLEL ->
                    assertThat(planned.contains(step.index()))
                            .as("5: %s", step.name())
                            .isEqualTo(due);
                case SELECTIVE -> {
                    boolean unwanted =
                            step.undoWhen() instanceof Definitions.Fixed fixed && !Boolean.parseBoolean(fixed.json());
                    assertThat(planned.contains(step.index()))
                            .as("5: %s", step.name())
                            .isEqualTo(due && !unwanted);
                }
                case CASCADE ->
                    assertThat(due || !planned.contains(step.index()))
                            .as("5: %s", step.name())
                            .isTrue();
                case FORWARD -> throw new AssertionError("5: FORWARD undoes nothing");
            }
        }
    }

    private boolean undoable(Step step) {
        return step.compensation() != null
                || (step.work() instanceof Work.SubSaga && definition.strategy() == Strategy.CASCADE);
    }

    private static boolean standing(Saga saga, int step) {
        Elements elements = saga.elements().at(step);
        boolean inParts = false;
        for (int i = 0; elements != null && i < elements.items().size(); i++) {
            inParts |= elements.at(i).standing() != null;
        }
        return elements == null ? saga.step(step).standing() != null : inParts;
    }

    /** 5: in the strategy's order: never before what built on it, and, but for PARALLEL, one step after the other. */
    private void undoing(Saga saga, Fact.UndoStarted started) {
        once(begun, started.place(), true, started.attempt());
        assertThat(saga.pause()).as("begun in a pause: %s", started).isNull();
        assertThat(undone).as("5: undone once").doesNotContain(started.place());
        if (definition.strategy() == Strategy.PARALLEL) {
            return;
        }
        List<Integer> planned = ((Phase.Compensating) saga.phase())
                .waves().stream().flatMap(List::stream).toList();
        for (int other : planned) {
            if (other != started.place().step()) {
                boolean over = saga.step(other) instanceof StepState.Undone;
                boolean untouched = !underWay(saga, other);
                assertThat(over || untouched)
                        .as("5: one after the other: %s", other)
                        .isTrue();
                if (dependsOn(other, started.place().step())) {
                    assertThat(over)
                            .as("5: %s is undone before %s", other, started)
                            .isTrue();
                }
            }
        }
    }

    private static boolean underWay(Saga saga, int step) {
        boolean any = undoState(saga.step(step));
        Elements elements = saga.elements().at(step);
        for (int i = 0; elements != null && i < elements.items().size(); i++) {
            any |= undoState(elements.at(i));
        }
        return any;
    }

    private static boolean undoState(StepState state) {
        return state instanceof StepState.Undoing
                || state instanceof StepState.UndoBackingOff
                || state instanceof StepState.UndoFailed;
    }

    private boolean dependsOn(int later, int earlier) {
        return later == earlier
                || definition.steps().get(later).after().stream()
                        .anyMatch(before -> before >= earlier && dependsOn(before, earlier));
    }

    private void ended(Saga saga, Fact.Ended ending) {
        ended = true;
        boolean behindPivot = definition.steps().stream()
                .anyMatch(step -> step.pivot() && saga.step(step.index()) instanceof StepState.Done);
        if (ending.ending() == Ending.COMPLETED) {
            assertThat(turned).as("2: completed, though undone").isFalse();
            for (Step step : definition.steps()) {
                assertThat(saga.step(step.index()).settled())
                        .as("2: %s is over", step.name())
                        .isTrue();
            }
            return;
        }
        assertThat(behindPivot).as("5: undone behind the pivot").isFalse();
        if (definition.strategy() == Strategy.BACKWARD || definition.strategy() == Strategy.PARALLEL) {
            for (Step step : definition.steps()) {
                assertThat(standing(saga, step.index()) && undoable(step))
                        .as("5: %s still stands", step.name())
                        .isFalse();
            }
        }
    }

    /** 9: what is bounded stays in its bounds. */
    private void bounds(Saga saga) {
        for (Step step : definition.steps()) {
            bounded(step, saga.step(step.index()));
            Elements elements = saga.elements().at(step.index());
            if (elements != null && step.work() instanceof Work.Each each) {
                int active = 0;
                for (int i = 0; i < elements.items().size(); i++) {
                    StepState state = elements.at(i);
                    bounded(step, state);
                    active += atWork(state) ? 1 : 0;
                }
                assertThat(active)
                        .as("9: %s does so many at once", step.name())
                        .isLessThanOrEqualTo(each.parallelMax());
            }
        }
        assertThat(saga.signals().kept().size()).isLessThanOrEqualTo(limits.signalsMax());
    }

    private static boolean atWork(StepState state) {
        return state instanceof StepState.Running
                || state instanceof StepState.BackingOff
                || state instanceof StepState.Undoing;
    }

    private void bounded(Step step, StepState state) {
        Action action = Plan.action(step.work());
        int most = action == null ? 1 : Math.max(action.retry().attemptsMax(), limits.stubbornMax());
        assertThat(state.tries().failures())
                .as("9: attempts at %s", step.name())
                .isLessThanOrEqualTo(most);
        assertThat(state.tries().waits()).as("9: waits of %s", step.name()).isLessThanOrEqualTo(limits.waitsMax() + 1);
    }

    /** At the end, when all has been heard: what the world did and could be undone is undone, or a person said otherwise. */
    void nothingForgotten(Saga saga, World world) {
        boolean all = definition.strategy() == Strategy.BACKWARD || definition.strategy() == Strategy.PARALLEL;
        if (!all || !(saga.phase() instanceof Phase.Ended end) || end.ending() == Ending.COMPLETED) {
            return;
        }
        for (Step step : definition.steps()) {
            if (!undoable(step) || touchedByPeople.contains(step.index()) || reopened) {
                continue;
            }
            Elements elements = saga.elements().at(step.index());
            for (int i = 0; elements != null && i < elements.items().size(); i++) {
                known(world, saga, new Place(step.index(), i));
            }
            known(world, saga, Place.of(step.index()));
        }
    }

    private static void known(World world, Saga saga, Place place) {
        if (world.wasDone(place)) {
            assertThat(saga.at(place))
                    .as("5: %s was done and is not undone", place)
                    .isInstanceOf(StepState.Undone.class);
        }
    }

    /** 3, 13: the whole history folds to the saga as it is. */
    void folds(Saga saga, @Nullable Saga origin) {
        Saga fold = origin;
        for (Entry each : history) {
            fold = Saga.after(fold, saga.id(), each.facts(), each.atMs());
        }
        assertThat(fold).as("13: the history folds to the state").isEqualTo(saga);
    }

    static boolean onlyAnswers(Decision decision) {
        return decision.effects().stream()
                .allMatch(effect -> effect instanceof Effect.Ignored
                        || effect instanceof Effect.Rejected
                        || effect instanceof Effect.Tell);
    }
}
