package dev.swarmlog.saga.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A new saga goes on from every moment of an old one. */
final class RestoreTest {
    private static final long LATER_MS = 9_000_000;
    private static final Trigger START = new Trigger.Start(new Json("{}"), Map.of(), 0, Requester.NOBODY, Parent.NONE);

    @Test
    void aRestoredSagaAsksAnewForWhatRanAndKnowsWhatWasDone() {
        Driver origin = Driver.start(Definitions.define()
                .undoable("a", "")
                .undoable("b", "a")
                .task("c", "b")
                .build());
        origin.succeed("a");
        Saga moment = origin.now();
        origin.succeed("b").succeed("c");

        Decision decision = restore(origin, moment);

        Saga restored = Objects.requireNonNull(decision.next());
        assertThat(restored.version()).isEqualTo(1);
        assertThat(restored.step(0)).isEqualTo(moment.step(0));
        assertThat(begun(decision)).containsExactly(1);
        assertThat(Saga.after(moment, "new", decision.facts(), LATER_MS)).isEqualTo(restored);
    }

    @Test
    void whatTheOtherOneUndidAfterwardsIsDoneAgainWithAllBehindIt() {
        Driver origin = Driver.start(Definitions.define()
                .undoable("a", "")
                .undoable("b", "a")
                .task("c", "b")
                .task("d", "")
                .build());
        origin.succeed("a").succeed("b").succeed("d");
        Saga moment = origin.now();
        origin.fail("c", Failure.Kind.NON_RETRYABLE);
        assertThat(origin.undoAll()).containsExactly("b", "a");

        Decision decision = restore(origin, moment);

        Saga restored = Objects.requireNonNull(decision.next());
        assertThat(begun(decision)).containsExactly(0);
        assertThat(restored.standing(0)).as("a is undone in the world").isFalse();
        assertThat(restored.step(1)).isInstanceOf(StepState.Waiting.class);
        assertThat(restored.step(3)).as("d cannot be undone").isInstanceOf(StepState.Done.class);
        assertThat(decision.facts())
                .contains(new Fact.UndoSkipped(0, "saga saga"), new Fact.UndoSkipped(1, "saga saga"));
        assertThat(Saga.after(moment, "new", decision.facts(), LATER_MS)).isEqualTo(restored);
    }

    @Test
    void fromTheWayBackItGoesForwardAgain() {
        Driver origin = Driver.start(
                Definitions.define().undoable("a", "").task("b", "a").build());
        origin.succeed("a").fail("b", Failure.Kind.NON_RETRYABLE);
        Saga onTheWayBack = origin.now();
        origin.undoAll();

        for (Saga moment : List.of(onTheWayBack, origin.now())) {
            Decision decision = restore(origin, moment);

            assertThat(begun(decision)).containsExactly(0);
            assertThat(Objects.requireNonNull(decision.next()).phase()).isEqualTo(Phase.FORWARD);
        }
    }

    @Test
    void whatFailedIsTriedAgainWhereNothingWasUndone() {
        Driver origin =
                Driver.start(Definitions.define().task("a", "").task("b", "a").build());
        origin.succeed("a").fail("b", Failure.Kind.NON_RETRYABLE);
        assertThat(origin.now().ended()).isTrue();

        assertThat(begun(restore(origin, origin.now()))).containsExactly(1);
    }

    @Test
    void whatGoesOnCouldUndoWhatTheNewOneBuildsOn() {
        Driver origin = Driver.start(
                Definitions.define().undoable("a", "").task("b", "a").build());

        assertThat(refusal(restore(origin.succeed("a"), origin.now()))).contains("goes on", "cancel it");
    }

    @Test
    void whatWasCompletedHasNothingLeftToDo() {
        Driver origin = Driver.start(Definitions.define().task("a", "").build()).succeed("a");

        assertThat(refusal(restore(origin, origin.now()))).contains("was completed at that moment");
    }

    @Test
    void fromEveryMomentOfRandomSagasOneGoesOnToAnEnd() {
        int restoredSagas = 0;
        for (long seed = 1; seed <= 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Definition definition = new RandomDefinition(random).next();
            SagaMachine machine = new SagaMachine(definition, SagaLimits.DEFAULT);
            List<Saga> moments = new ArrayList<>();
            Decision first = machine.decide("old", null, START, 1_000, () -> 0.5);
            Saga over = ended(machine, definition, first, new World(random, 0.3), moments);
            for (Saga moment : moments) {
                Decision restored = machine.restore("new", moment, over, Requester.NOBODY, 9_000_000, () -> 0.5);
                if (restored.next() == null) {
                    assertThat(refusal(restored)).isNotEmpty();
                    continue;
                }
                restoredSagas++;
                String where = "seed " + seed + " from version " + moment.version();
                for (int step = 0; step < definition.steps().size(); step++) {
                    boolean taken = restored.next().standing(step) && moment.standing(step) && !reset(restored, step);
                    assertThat(taken && !over.standing(step))
                            .as("%s: step %s was undone", where, step)
                            .isFalse();
                }
                assertThat(Saga.after(moment, "new", restored.facts(), 9_000_000))
                        .as(where)
                        .isEqualTo(restored.next());
                Saga end = ended(machine, definition, restored, new World(random, 0.3), new ArrayList<>());
                assertThat(end.ended()).as(where).isTrue();
            }
        }
        assertThat(restoredSagas).isGreaterThan(1_000);
    }

    private static Decision restore(Driver origin, Saga moment) {
        return origin.machine().restore("new", moment, origin.now(), Requester.NOBODY, LATER_MS, () -> 0.5);
    }

    private static String refusal(Decision decision) {
        assertThat(decision.next()).isNull();
        return decision.effects().getFirst() instanceof Effect.Rejected(String reason) ? reason : "";
    }

    private static List<Integer> begun(Decision decision) {
        return decision.effects().stream()
                .map(effect -> ((Effect.Submit) effect).place().step())
                .toList();
    }

    /** It begins again, and a timer of no time is done again at once. */
    private static boolean reset(Decision restored, int step) {
        return restored.facts().stream().anyMatch(fact -> fact instanceof Fact.StepReset it && it.step() == step);
    }

    private static Saga ended(
            SagaMachine machine, Definition definition, Decision first, World world, List<Saga> moments) {
        Saga saga = Objects.requireNonNull(first.next());
        world.carryOut(first.effects());
        moments.add(saga);
        long nowMs = 10_000_000;
        for (int i = 0; i < 2_000 && !saga.ended(); i++) {
            world.work();
            Trigger next = world.answer(false);
            if (next == null && saga.nextDueMs() > 0) {
                nowMs = Math.max(nowMs, saga.nextDueMs());
                next = new Trigger.TimedOut();
            } else if (next == null && !saga.attention().isEmpty()) {
                next = new Trigger.Resolve("ann", "so be it");
            } else if (next == null) {
                String step = definition
                        .steps()
                        .get((i / 2) % definition.steps().size())
                        .name();
                next = i % 2 == 0
                        ? new Trigger.Answer(step, true, "ann", "")
                        : new Trigger.Signal("id" + i, "go" + (i / 2) % 2, Json.NULL);
            }
            Decision decision = machine.decide(saga.id(), saga, next, nowMs, () -> 0.5);
            saga = Objects.requireNonNull(decision.next());
            world.carryOut(decision.effects());
            moments.add(saga);
        }
        return saga;
    }
}
