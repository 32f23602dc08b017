package dev.swarmlog.saga.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.StepState;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Pauses, rate limits, signals that come early, what is too large, and sub-sagas that are opened again. */
class WaitingTest {
    private static final long START_MS = Driver.START_MS;

    @Test
    void aPausePutsOffTimersDeadlineAndRetriesByAsLongAsItLasted() {
        Driver saga = Driver.start(Definitions.define()
                .timeoutMs(60_000)
                .step("sleep", "", step -> step.work(new Work.Timer(Definitions.constant("10000"))))
                .step("try", "", step -> step.retry(Definitions.THRICE))
                .build());
        saga.fail("try", Failure.Kind.RETRYABLE);
        long retryAtMs = ((StepState.BackingOff) saga.now().step(1)).retryAtMs();
        saga.feed(new Trigger.Pause("ann", "lunch"));

        saga.passTime(5_000).feed(new Trigger.Resume("ann"));

        assertThat(saga.now().step(0))
                .isEqualTo(new StepState.Awaiting(saga.now().step(0).tries(), START_MS, START_MS + 15_000));
        assertThat(saga.now().deadlineMs()).isEqualTo(START_MS + 65_000);
        assertThat(((StepState.BackingOff) saga.now().step(1)).retryAtMs()).isEqualTo(retryAtMs + 5_000);
    }

    @Test
    void inAPauseOnlyWhatOthersWorkOnTimesOut() {
        Driver saga = Driver.start(Definitions.define()
                .timeoutMs(2_000)
                .step("sleep", "", step -> step.work(new Work.Timer(Definitions.constant("100"))))
                .step("work", "", step -> step.retry(Definitions.THRICE))
                .build());
        saga.feed(new Trigger.Pause("ann", "lunch"));
        assertThat(saga.now().nextDueMs()).as("the attempt's own time").isEqualTo(START_MS + 1_000);

        saga.passTime(10_000);

        assertThat(saga.now().step(0)).isInstanceOf(StepState.Awaiting.class);
        assertThat(saga.now().step(1)).isInstanceOf(StepState.BackingOff.class);
        assertThat(saga.now().phase()).isEqualTo(Phase.FORWARD);
        assertThat(saga.now().nextDueMs()).as("nothing begins").isZero();
    }

    @Test
    void aRateLimitIsWaitedForAsToldAndIsNoFailure() {
        Driver saga = Driver.start(Definitions.define().task("a", "").build());
        Place a = Place.of(0);

        for (int attempt = 1; attempt <= 3; attempt++) {
            saga.feed(new Trigger.Failed(
                    a, false, attempt, new Failure(Failure.Kind.RATE_LIMITED, "slow down"), 30_000, Spent.NOTHING));
            StepState.BackingOff waits = (StepState.BackingOff) saga.now().step(0);
            assertThat(waits.retryAtMs() - saga.nowMs()).isBetween(30_000L, 40_000L);
            assertThat(waits.tries().failures()).isZero();
            saga.passTime();
            assertThat(saga.running()).containsExactly("a");
        }
        saga.succeed("a");

        assertThat(ending(saga.now())).isEqualTo(Ending.COMPLETED);
    }

    @Test
    void whoeverPutsOffForEverFailsTheStepInTheEnd() {
        Driver saga = Driver.start(Definitions.define().task("a", "").build(), limits(1_000, 1_000, 3));

        for (int attempt = 1; attempt <= 4; attempt++) {
            saga.feed(new Trigger.Failed(
                    Place.of(0), false, attempt, new Failure(Failure.Kind.RATE_LIMITED, "slow"), 10, Spent.NOTHING));
            if (!saga.now().ended()) {
                saga.passTime();
            }
        }

        assertThat(ending(saga.now())).isEqualTo(Ending.COMPENSATED);
    }

    @Test
    void anOutputThatIsTooLargeWasDoneAndFailsItsStep() {
        Driver saga = Driver.start(
                Definitions.define().undoable("a", "").task("b", "a").build(), limits(1_000, 20, 3));

        saga.succeedWith(Place.of(0), "\"" + "x".repeat(30) + "\"");

        assertThat(saga.undoing()).as("it was done").containsExactly("a");
        Phase.Compensating phase = (Phase.Compensating) saga.now().phase();
        assertThat(phase.cause().kind()).isEqualTo(Failure.Kind.OVERSIZED);
        assertThat(phase.cause().detail()).contains("32 bytes", "the limit is 20");
    }

    @Test
    void anInputThatIsTooLargeIsSentToNobody() {
        SagaMachine machine = new SagaMachine(
                Definitions.define()
                        .step(
                                "a",
                                "",
                                step -> step.work(new Work.SubSaga(
                                        "child", null, Definitions.constant("\"" + "x".repeat(2_000) + "\""), 0)))
                        .build(),
                limits(1_000, 1_000, 3));

        Decision decision = machine.decide("saga", null, start(), START_MS, () -> 0.5);

        assertThat(decision.effects()).noneMatch(Effect.StartChild.class::isInstance);
        Phase.Ended end = (Phase.Ended) Objects.requireNonNull(decision.next()).phase();
        assertThat(Objects.requireNonNull(end.cause()).kind()).isEqualTo(Failure.Kind.OVERSIZED);
    }

    @Test
    void aSignalThatComesEarlyIsKeptUntilAStepWaitsForIt() {
        Driver saga = Driver.start(Definitions.define()
                .task("a", "")
                .step("hear", "a", step -> step.work(new Work.WaitSignal("go", 0)))
                .step("again", "hear", step -> step.work(new Work.WaitSignal("go", 0)))
                .build());
        saga.feed(new Trigger.Signal("s1", "go", new Json("1")));
        saga.feed(new Trigger.Signal("s2", "go", new Json("2")));
        assertThat(saga.now().signals().kept()).hasSize(2);

        saga.succeed("a");

        assertThat(ending(saga.now())).isEqualTo(Ending.COMPLETED);
        assertThat(saga.now().step(1).output()).as("the oldest first").isEqualTo(new Json("1"));
        assertThat(saga.now().step(2).output()).isEqualTo(new Json("2"));
        assertThat(saga.now().signals().kept()).isEmpty();
    }

    @Test
    void theSameEarlySignalTwiceIsOne() {
        Driver saga = Driver.start(Definitions.define()
                .task("a", "")
                .step("hear", "a", step -> step.work(new Work.WaitSignal("go", 0)))
                .build());

        saga.feed(new Trigger.Signal("s1", "go", new Json("1")));
        saga.feed(new Trigger.Signal("s1", "go", new Json("1")));

        assertThat(saga.now().signals().kept()).hasSize(1);
        assertThat(saga.effects()).contains(new Effect.Ignored(Effect.Ignored.Cause.REPEATED));
    }

    @Test
    void aCompletedSubSagaIsOpenedAgainAndUndoneWhenItsParentIs() {
        Definition definition = Definitions.define().undoable("a", "").build();
        SagaMachine machine = new SagaMachine(definition, SagaLimits.DEFAULT);
        Parent parent = new Parent("above", Place.of(3), 1, 1);
        Requester waits = new Requester("sagas.replies", 0, "above/3/f1");
        Saga saga = next(machine.decide(
                "saga", null, new Trigger.Start(new Json("{}"), Map.of(), 0, waits, parent), START_MS, () -> 0.5));
        saga = next(machine.decide("saga", saga, done(false, 1), START_MS + 1, () -> 0.5));
        assertThat(ending(saga)).isEqualTo(Ending.COMPLETED);
        Parent undoing = new Parent("above", Place.of(3), 7, 1);

        Decision reopened = machine.decide("saga", saga, new Trigger.Undo(undoing), START_MS + 2, () -> 0.5);
        saga = next(reopened);
        assertThat(saga.reopened()).isTrue();
        assertThat(saga.step(0)).isInstanceOf(StepState.Undoing.class);
        Decision repeated = machine.decide("saga", saga, new Trigger.Undo(undoing), START_MS + 3, () -> 0.5);
        assertThat(repeated.facts()).isEmpty();
        Decision over = machine.decide("saga", saga, done(true, 1), START_MS + 4, () -> 0.5);

        assertThat(ending(next(over))).isEqualTo(Ending.COMPENSATED);
        assertThat(over.effects())
                .filteredOn(Effect.Tell.class::isInstance)
                .singleElement()
                .satisfies(effect -> {
                    Effect.Tell told = (Effect.Tell) effect;
                    assertThat(told.undo()).isTrue();
                    assertThat(told.parent()).isEqualTo(undoing);
                });
    }

    private static Trigger start() {
        return new Trigger.Start(new Json("{}"), Map.of(), 0, Requester.NOBODY, Parent.NONE);
    }

    private static Trigger done(boolean undo, int attempt) {
        return new Trigger.Succeeded(Place.of(0), undo, attempt, Json.NULL, Spent.NOTHING);
    }

    private static Saga next(Decision decision) {
        return Objects.requireNonNull(decision.next());
    }

    private static Ending ending(Saga saga) {
        return ((Phase.Ended) saga.phase()).ending();
    }

    private static SagaLimits limits(int inputBytesMax, int outputBytesMax, int waitsMax) {
        SagaLimits usual = SagaLimits.DEFAULT;
        return new SagaLimits(
                inputBytesMax,
                outputBytesMax,
                usual.decisionBytesMax(),
                usual.stateBytesMax(),
                usual.itemsMax(),
                usual.signalsMax(),
                usual.attemptsMax(),
                usual.stubbornMax(),
                waitsMax,
                usual.depthMax(),
                usual.waitMsMax(),
                usual.settleMs());
    }
}
