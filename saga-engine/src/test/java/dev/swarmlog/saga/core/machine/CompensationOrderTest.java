package dev.swarmlog.saga.core.machine;

import static dev.swarmlog.saga.core.machine.Definitions.constant;
import static dev.swarmlog.saga.core.machine.Definitions.define;
import static dev.swarmlog.saga.core.machine.Definitions.failing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Strategy;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.state.StepState;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every strategy on one graph of eight steps, in which all but {@code fail} are done, in the order a b c d e f g, before
 * that one fails.
 *
 * <pre>
 *   a -+-> b -> d -+-> fail
 *      |           |
 *      +-> c ------+
 *      |   +-> e -> g
 *      f (on its own)
 * </pre>
 */
final class CompensationOrderTest {
    private static final String DONE = "a b c d e f g";

    private static Driver failed(Strategy strategy) {
        return doneUpTo(eight(strategy)).fail("fail", Failure.Kind.NON_RETRYABLE);
    }

    private static Driver doneUpTo(Definition definition) {
        Driver saga = Driver.start(definition);
        for (String step : DONE.split(" ", -1)) {
            saga.succeed(step);
        }
        return saga;
    }

    private static Definition eight(Strategy strategy) {
        return define().strategy(strategy)
                .undoable("a", "")
                .step("b", "a", step -> step.undoable().undoWhen(constant("false")))
                .undoable("c", "a")
                .undoable("d", "b")
                .undoable("e", "c")
                .undoable("f", "")
                .undoable("g", "e")
                .task("fail", "d c")
                .build();
    }

    @Test
    void backwardUndoesOneAfterTheOtherTheLastDoneFirst() {
        Driver saga = failed(Strategy.BACKWARD);

        assertThat(saga.undoing()).containsExactly("g");
        assertThat(saga.undoAll()).containsExactly("g", "f", "e", "d", "c", "b", "a");
        assertThat(saga.ending()).isEqualTo("COMPENSATED");
    }

    @Test
    void parallelUndoesAllAtOnce() {
        Driver saga = failed(Strategy.PARALLEL);

        assertThat(saga.undoing()).containsExactly("a", "b", "c", "d", "e", "f", "g");
        saga.undo("c");
        assertThat(saga.ending()).isEqualTo("NONE");
        saga.undoAll();
        assertThat(saga.ending()).isEqualTo("COMPENSATED");
    }

    @Test
    void selectiveLeavesOutThoseWhoseConditionDoesNotHold() {
        assertThat(failed(Strategy.SELECTIVE).undoAll()).containsExactly("g", "f", "e", "d", "c", "a");
    }

    @Test
    void cascadeUndoesTheBranchesOfTheFailedStepButNotWhatOthersBuiltOn() {
        // c stays, since e built on it and is none of the failed step's; a stays with c; f has nothing to do with it
        assertThat(failed(Strategy.CASCADE).undoAll()).containsExactly("d", "b");
    }

    @Test
    void cascadeUndoesAllThatWasDoneWhereNoStepIsToBlame() {
        Driver saga = doneUpTo(eight(Strategy.CASCADE));
        saga.cancel();
        saga.failAttempt("fail", Failure.Kind.CANCELLED);

        assertThat(saga.undoAll()).containsExactly("g", "f", "e", "d", "c", "b", "a");
        assertThat(saga.ending()).isEqualTo("CANCELLED");
    }

    @Test
    void forwardUndoesNothingAndAsksAPersonAboutTheStepThatCannotSucceed() {
        Driver saga = failed(Strategy.FORWARD);

        assertThat(saga.undoing()).isEmpty();
        assertThat(saga.attention()).containsExactly("fail");
        saga.retry("fail").succeed("fail");
        assertThat(saga.ending()).isEqualTo("COMPLETED");
    }

    @Test
    void forwardRepeatsForLongerThanThePolicyWhatMaySucceed() {
        Driver saga = doneUpTo(eight(Strategy.FORWARD));
        for (int i = 1; i < Driver.LIMITS.stubbornMax(); i++) {
            saga.fail("fail", Failure.Kind.RETRYABLE);
            assertThat(saga.attention()).isEmpty();
        }

        saga.fail("fail", Failure.Kind.RETRYABLE);

        assertThat(saga.attention()).containsExactly("fail");
    }

    @Test
    void elementsThatAPersonsRetryDidNotComeToNeedAPersonAgain() {
        Driver saga = Driver.start(define().strategy(Strategy.FORWARD)
                .step("each", "", step -> step.each("1,2,3", 1, 0))
                .build());
        saga.succeed(new Place(0, 0));
        saga.fail(new Place(0, 1), Failure.Kind.NON_RETRYABLE);
        saga.fail(new Place(0, 2), Failure.Kind.NON_RETRYABLE);
        assertThat(saga.attention()).containsExactly("each");

        saga.retry("each").succeed(new Place(0, 1));

        assertThat(saga.attention()).containsExactly("each");
        assertThat(saga.retry("each").succeed(new Place(0, 2)).ending()).isEqualTo("COMPLETED");
    }

    @Test
    void oneThatFailsToBeUndoneIsTriedAgainBeforeItsPredecessors() {
        Driver saga = failed(Strategy.BACKWARD);
        saga.undo("g");
        saga.failUndo("f");
        assertThat(saga.undoing()).isEmpty();
        saga.passTime();

        assertThat(saga.undoing()).containsExactly("f");
        assertThat(saga.undoAll()).containsExactly("f", "e", "d", "c", "b", "a");
    }

    @Test
    void oneThatKeepsFailingStopsThoseBehindItUntilAPersonSettlesIt() {
        for (Strategy strategy : List.of(Strategy.BACKWARD, Strategy.SELECTIVE)) {
            Driver saga = failed(strategy);
            saga.undo("g");
            exhaust(saga, "f");

            assertThat(saga.attention()).containsExactly("f");
            assertThat(saga.undoing()).isEmpty();
            saga.skip("f");
            assertThat(saga.attention()).isEmpty();
            assertThat(saga.undoing()).containsExactly("e");
            saga.undoAll();
            assertThat(saga.ending()).isEqualTo("COMPENSATED");
        }
    }

    @Test
    void inParallelOneThatKeepsFailingStopsNobodyElse() {
        Driver saga = failed(Strategy.PARALLEL);
        exhaust(saga, "a");

        assertThat(saga.attention()).containsExactly("a");
        saga.undoAll();
        assertThat(saga.ending()).isEqualTo("NONE");
        saga.retry("a").undo("a");
        assertThat(saga.ending()).isEqualTo("COMPENSATED");
    }

    @Test
    void inACascadeOneThatKeepsFailingIsSettledByHand() {
        Driver saga = failed(Strategy.CASCADE);
        exhaust(saga, "d");
        saga.resolve();

        assertThat(saga.undoing()).containsExactly("b");
        saga.undo("b");
        assertThat(saga.ending()).isEqualTo("COMPENSATED");
    }

    private static void exhaust(Driver saga, String step) {
        for (saga.failUndo(step); saga.attention().isEmpty(); saga.failUndo(step)) {
            saga.passTime();
        }
    }

    @Test
    void aCancelInTheMiddleOfUndoingChangesNothing() {
        for (Strategy strategy : List.of(Strategy.BACKWARD, Strategy.SELECTIVE, Strategy.CASCADE, Strategy.PARALLEL)) {
            Driver saga = failed(strategy);
            saga.undo(saga.undoing().getFirst());
            List<String> before = saga.undoing();
            saga.cancel();

            assertThat(saga.ignored()).isEqualTo("TOO_LATE");
            assertThat(saga.undoing()).isEqualTo(before);
            saga.undoAll();
            assertThat(saga.ending()).isEqualTo("COMPENSATED");
        }
    }

    @Test
    void aCancelUndoesWhatWasDoneAndStopsWhatRuns() {
        Driver saga = Driver.start(eight(Strategy.BACKWARD)).succeed("a").succeed("b");
        saga.cancel();

        assertThat(saga.withdrawn()).containsExactly("c", "d", "f");
        assertThat(saga.undoing()).as("nothing is undone before all are heard").isEmpty();
        saga.failAttempt("c", Failure.Kind.CANCELLED);
        saga.failAttempt("f", Failure.Kind.CANCELLED);
        assertThat(saga.undoing()).isEmpty();
        saga.succeedLate("d");
        assertThat(saga.undoAll()).containsExactly("d", "b", "a");
        assertThat(saga.ending()).isEqualTo("CANCELLED");
        assertThat(saga.now().nextDueMs()).isZero();
    }

    @Test
    void aCancelUnderForwardEndsTheSagaAndLeavesWhatItDid() {
        Driver saga = Driver.start(eight(Strategy.FORWARD)).succeed("a").cancel();

        assertThat(saga.withdrawn()).containsExactly("b", "c", "f");
        assertThat(saga.ending()).isEqualTo("CANCELLED");
    }

    @Test
    void whatNobodyAnswersForIsAskedOfAPersonAndALateAnswerStillSettlesIt() {
        Driver saga = Driver.start(eight(Strategy.BACKWARD)).succeed("a").cancel();
        saga.failAttempt("b", Failure.Kind.CANCELLED);
        saga.failAttempt("f", Failure.Kind.CANCELLED);
        saga.passTime();
        assertThat(saga.attention()).containsExactly("c");

        saga.succeedLate("c");

        assertThat(saga.attention()).isEmpty();
        assertThat(saga.undoAll()).containsExactly("c", "a");
    }

    @Test
    void whoWasCalledForAStepThatWasDoneAfterAllIsNotNeededAnyMore() {
        Driver saga = Driver.start(define().step(
                        "slow", "", step -> step.retry(Definitions.THRICE).undoable())
                .step(
                        "pivot",
                        "",
                        step -> step.work(new Work.WaitSignal("go", 0)).pivot())
                .step("last", "pivot", step -> step.work(new Work.WaitSignal("end", 0)))
                .build());
        saga.passTime().passTime().feed(new Trigger.Signal("1", "go", Json.NULL));
        saga.fail("slow", Failure.Kind.NON_RETRYABLE);
        assertThat(saga.attention()).containsExactly("slow");

        saga.succeedLate("slow");

        assertThat(saga.attention()).isEmpty();
        assertThat(saga.resolve().rejected()).isEqualTo("nothing of it needs a person");
        assertThat(saga.state("slow")).isInstanceOf(StepState.Done.class);
    }

    @Test
    void anAttemptThatComesOutOfDoubtAndIsOfNoUseCountsOnce() {
        Driver saga = Driver.start(define().step(
                        "child",
                        "",
                        step -> step.work(new Work.SubSaga("child", null, constant("1"), 1_000))
                                .undoable()
                                .output(failing("no value")))
                .undoable("beside", "")
                .build());
        saga.skip("child");

        saga.succeedLate("child");

        assertThat(saga.state("child").tries().failures()).isEqualTo(1);
        saga.failAttempt("beside", Failure.Kind.CANCELLED);
        assertThat(saga.undoAll()).containsExactly("child");
    }

    @Test
    void aPersonCanSayThatItWasNotDone() {
        Driver saga = Driver.start(eight(Strategy.BACKWARD)).succeed("a").cancel();
        saga.failAttempt("b", Failure.Kind.CANCELLED);
        saga.failAttempt("f", Failure.Kind.CANCELLED);
        saga.passTime().skip("c");

        assertThat(saga.undoAll()).containsExactly("a");
        assertThat(saga.ending()).isEqualTo("CANCELLED");
    }

    @Test
    void behindThePivotNothingIsUndoneAndNothingCancelled() {
        Driver saga = Driver.start(pivotal()).succeed("a").succeed("pivot").succeed("b");
        saga.cancel();
        assertThat(saga.rejected()).contains("pivot");
        saga.fail("c", Failure.Kind.NON_RETRYABLE);

        assertThat(saga.undoing()).isEmpty();
        assertThat(saga.attention()).containsExactly("c");
        saga.resolve();
        assertThat(saga.ending()).isEqualTo("COMPLETED");
    }

    @Test
    void aPivotThatWasDoneAfterAllTurnsTheSagaForwardAgain() {
        Driver saga = Driver.start(pivotal()).succeed("a").fail("b", Failure.Kind.NON_RETRYABLE);
        assertThat(saga.withdrawn()).containsExactly("pivot");

        saga.succeedLate("pivot");

        assertThat(saga.running()).containsExactly("b", "c");
        saga.succeed("b").succeed("c");
        assertThat(saga.ending()).isEqualTo("COMPLETED");
    }

    private static Definition pivotal() {
        return define().undoable("a", "")
                .step("pivot", "a", Definitions.StepBuilder::pivot)
                .undoable("b", "a")
                .task("c", "pivot")
                .build();
    }

    @Test
    void aMapUndoesEachElementThatWasDoneAlsoWhereItFailed() {
        Driver saga = Driver.start(
                define().step("map", "", step -> step.each("1,2,3,4", 2, 0).undoable())
                        .build());
        saga.succeed(new Place(0, 1)).succeed(new Place(0, 2)).fail(new Place(0, 0), Failure.Kind.NON_RETRYABLE);
        saga.succeedLate(new Place(0, 3));

        assertThat(saga.undoingPlaces()).containsExactly(new Place(0, 1), new Place(0, 2));
        saga.undo(new Place(0, 1));
        assertThat(saga.undoingPlaces()).containsExactly(new Place(0, 2), new Place(0, 3));
        saga.undo(new Place(0, 2)).undo(new Place(0, 3));
        assertThat(saga.ending()).isEqualTo("COMPENSATED");
    }

    @Test
    void cascadeUndoesASubSagaInItself() {
        Driver saga = Driver.start(define().strategy(Strategy.CASCADE)
                .step(
                        "child",
                        "",
                        step -> step.work(
                                new dev.swarmlog.saga.core.definition.Work.SubSaga("other", null, constant("1"), 0)))
                .task("fail", "child")
                .build());
        saga.succeed("child").fail("fail", Failure.Kind.NON_RETRYABLE);

        assertThat(saga.effects()).contains(new dev.swarmlog.saga.core.Effect.UndoChild(Place.of(0), 1, 1));
        saga.undo("child");
        assertThat(saga.ending()).isEqualTo("COMPENSATED");
    }

    @Test
    void whatWasDoneButAnsweredNonsenseIsUndone() {
        Driver saga =
                Driver.start(define().step("a", "", step -> step.undoable().output(Definitions.failing("no value")))
                        .build());
        saga.succeed("a");

        assertThat(saga.undoing()).containsExactly("a");
        saga.undo("a");
        assertThat(saga.cause().kind()).isEqualTo(Failure.Kind.EXPRESSION);
    }
}
