package dev.swarmlog.saga.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Requester;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A new saga goes on from every moment of an old one. */
final class RestoreTest {
    private static final Trigger START = new Trigger.Start(new Json("{}"), Map.of(), 0, Requester.NOBODY, Parent.NONE);

    @Test
    void aRestoredSagaAsksAnewForWhatRanAndKnowsWhatWasDone() {
        Driver origin = Driver.start(Definitions.define()
                .undoable("a", "")
                .undoable("b", "a")
                .task("c", "b")
                .build());
        origin.succeed("a");

        Decision decision =
                origin.machine().restore("new", origin.now(), Requester.NOBODY, origin.nowMs() + 5_000, () -> 0.5);

        Saga restored = Objects.requireNonNull(decision.next());
        assertThat(restored.version()).isEqualTo(1);
        assertThat(restored.step(0)).isEqualTo(origin.now().step(0));
        assertThat(decision.effects())
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Submit.class,
                        submit -> assertThat(submit.place().step()).isEqualTo(1));
        assertThat(Saga.after(origin.now(), "new", decision.facts(), origin.nowMs() + 5_000))
                .isEqualTo(restored);
    }

    @Test
    void whatHasEndedIsNotRestored() {
        Driver origin = Driver.start(Definitions.define().task("a", "").build()).succeed("a");

        Decision decision = origin.machine().restore("new", origin.now(), Requester.NOBODY, 1, () -> 0.5);

        assertThat(decision.next()).isNull();
        assertThat(decision.effects()).singleElement().isInstanceOf(Effect.Rejected.class);
    }

    @Test
    void fromEveryMomentOfRandomSagasOneGoesOnToAnEnd() {
        for (long seed = 1; seed <= 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Definition definition = new RandomDefinition(random).next();
            SagaMachine machine = new SagaMachine(definition, SagaLimits.DEFAULT);
            List<Saga> moments = new ArrayList<>();
            Decision first = machine.decide("old", null, START, 1_000, () -> 0.5);
            ended(machine, definition, first, new World(random, 0.3), moments);
            for (Saga moment : moments) {
                if (!moment.ended()) {
                    Decision restored = machine.restore("new", moment, Requester.NOBODY, 9_000_000, () -> 0.5);
                    Saga end = ended(machine, definition, restored, new World(random, 0.3), new ArrayList<>());
                    assertThat(end.ended())
                            .as("seed %s from version %s", seed, moment.version())
                            .isTrue();
                }
            }
        }
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
