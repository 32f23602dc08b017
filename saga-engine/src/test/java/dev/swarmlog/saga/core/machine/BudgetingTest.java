package dev.swarmlog.saga.core.machine;

import static dev.swarmlog.saga.core.machine.Definitions.budgeted;
import static dev.swarmlog.saga.core.machine.Definitions.define;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Effect.Settle.Use;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.core.state.StepState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps that ask a budget before they begin. */
final class BudgetingTest {
    private static final Place ASK = Place.of(0);
    private static final Spent SOME = new Spent("agent", 70, 20, 4);

    private final Driver saga = Driver.start(define().step("ask", "", step -> step.work(new Work.Task(budgeted("llm"))))
            .task("next", "ask")
            .build());

    private int seen;

    /** What was asked of the world since it was last looked. */
    private List<Effect> news() {
        List<Effect> news =
                List.copyOf(saga.effects().subList(seen, saga.effects().size()));
        seen = saga.effects().size();
        return news;
    }

    private List<Effect> granted(int attempt, String capability) {
        news();
        saga.feed(new Trigger.Granted(ASK, attempt, capability));
        return news();
    }

    private Effect.Settle settled() {
        return saga.effects().stream()
                .filter(Effect.Settle.class::isInstance)
                .map(Effect.Settle.class::cast)
                .reduce((one, later) -> later)
                .orElseThrow();
    }

    @Test
    void nothingIsSentBeforeTheBudgetGrantsIt() {
        assertThat(news()).singleElement().isInstanceOf(Effect.Reserve.class);

        assertThat(granted(1, "")).singleElement().isInstanceOfSatisfying(Effect.Submit.class, submit -> {
            assertThat(submit.action().capability()).isEqualTo("llm");
            assertThat(submit.attempt()).isEqualTo(1);
        });
        assertThat(granted(1, "")).singleElement().isInstanceOf(Effect.Ignored.class);
    }

    @Test
    void whatIsUsedIsSettledWithTheAnswer() {
        granted(1, "");

        saga.feed(new Trigger.Succeeded(ASK, false, 1, new Json("1"), SOME));

        assertThat(settled().use()).isEqualTo(Use.KNOWN);
        assertThat(settled().spent()).isEqualTo(SOME);
        assertThat(saga.state("next")).isInstanceOf(StepState.Running.class);
    }

    @Test
    void aCheaperCapabilityIsAskedWhereTheBudgetSaysSo() {
        assertThat(granted(1, "llm.small"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Submit.class,
                        submit -> assertThat(submit.action().capability()).isEqualTo("llm.small"));
    }

    @Test
    void aRefusalFailsTheStepForGood() {
        Failure failure = new Failure(Failure.Kind.OVER_BUDGET, "budget acme has no room");

        saga.feed(new Trigger.Failed(ASK, false, 1, failure, 0, Spent.NOTHING));

        assertThat(saga.ending()).isEqualTo("COMPENSATED");
        assertThat(saga.cause()).isEqualTo(failure);
    }

    @Test
    void aBudgetThatIsSilentLetsNothingBeginAndTheStepFailsInTheEnd() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            saga.passTime();
            assertThat(settled().use()).isEqualTo(Use.NOTHING);
            saga.passTime();
        }

        assertThat(saga.ending()).isEqualTo("COMPENSATED");
        assertThat(saga.cause().detail())
                .isEqualTo("budget acme/research did not answer in time, and nothing was begun");
        assertThat(granted(3, "")).singleElement().isInstanceOf(Effect.Ignored.class);
    }

    @Test
    void aGrantForAnAttemptThatIsOverIsLate() {
        saga.passTime().passTime();

        assertThat(granted(1, "")).singleElement().isInstanceOf(Effect.Ignored.class);
        assertThat(granted(2, "")).singleElement().isInstanceOf(Effect.Submit.class);
    }

    @Test
    void whileAPersonIsAskedTheStepWaitsForThem() {
        long untilMs = saga.nowMs() + 3_600_000;

        saga.feed(new Trigger.Held(ASK, 1, untilMs));

        assertThat(saga.now().nextDueMs()).isGreaterThan(untilMs);
        assertThat(news()).singleElement().isInstanceOf(Effect.Reserve.class);
        assertThat(granted(1, "")).singleElement().isInstanceOf(Effect.Submit.class);
    }

    @Test
    void whatNobodyAnsweredForCountsAsUsed() {
        granted(1, "");

        saga.passTime();

        assertThat(settled().use()).isEqualTo(Use.UNKNOWN);
    }

    @Test
    void whatFailedWithoutUsingAnythingIsGivenBack() {
        granted(1, "");
        saga.feed(new Trigger.Failed(ASK, false, 1, new Failure(Failure.Kind.RETRYABLE, "no room"), 0, Spent.NOTHING));
        assertThat(settled().use()).isEqualTo(Use.NOTHING);

        saga.passTime();
        granted(2, "");
        saga.feed(new Trigger.Failed(ASK, false, 2, new Failure(Failure.Kind.RETRYABLE, "why"), 0, SOME));
        assertThat(settled().use()).isEqualTo(Use.KNOWN);
        assertThat(settled().attempt()).isEqualTo(2);
    }

    @Test
    void aCancelGivesBackWhatWasOnlyAskedFor() {
        saga.cancel();

        assertThat(settled().use()).isEqualTo(Use.NOTHING);
        assertThat(saga.ending()).isEqualTo("CANCELLED");
    }

    @Test
    void inAPauseAGrantIsGivenBackAndAskedForAnewAfterwards() {
        saga.feed(new Trigger.Pause("ann", "wait"));

        granted(1, "");
        assertThat(settled().use()).isEqualTo(Use.NOTHING);

        news();
        saga.feed(new Trigger.Resume("ann")).passTime();
        assertThat(news()).singleElement().isInstanceOf(Effect.Reserve.class);
        assertThat(granted(2, "")).singleElement().isInstanceOf(Effect.Submit.class);
    }

    @Test
    void anAgentsAnswerToWhatWasNeverSentIsNone() {
        news();

        saga.feed(new Trigger.Succeeded(ASK, false, 1, new Json("1"), SOME));

        assertThat(news()).singleElement().isInstanceOf(Effect.Ignored.class);
    }
}
