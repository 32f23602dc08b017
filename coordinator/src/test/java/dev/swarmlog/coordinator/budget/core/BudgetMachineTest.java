package dev.swarmlog.coordinator.budget.core;

import static dev.swarmlog.coordinator.budget.core.Budgets.answer;
import static dev.swarmlog.coordinator.budget.core.Budgets.define;
import static dev.swarmlog.coordinator.budget.core.Budgets.release;
import static dev.swarmlog.coordinator.budget.core.Budgets.reserve;
import static dev.swarmlog.coordinator.budget.core.Budgets.settle;
import static dev.swarmlog.coordinator.budget.core.Budgets.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.budget.core.Effect.Alarm;
import dev.swarmlog.coordinator.budget.core.Effect.Answer;
import dev.swarmlog.coordinator.budget.core.Effect.Verdict;
import dev.swarmlog.coordinator.budget.core.Reservation.State;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class BudgetMachineTest {

    @Test
    void aReservationCountsInAllAccountsOfItsPathUntilItIsSettled() {
        Budgets acme = Budgets.with(
                tokens("acme", 1_000, AtLimit.STOP),
                tokens("acme/research", 500, AtLimit.STOP),
                tokens("acme/*/*", 300, AtLimit.STOP));

        assertThat(acme.answer(reserve("r", "acme/research/saga-1", 200)).verdict())
                .isEqualTo(Verdict.GRANTED);

        for (String path : List.of("acme", "acme/research", "acme/research/saga-1")) {
            assertThat(acme.at(path).reserved().tokens()).as(path).isEqualTo(200);
        }

        acme.ask(settle("r", 150));

        for (String path : List.of("acme", "acme/research", "acme/research/saga-1")) {
            assertThat(acme.at(path).reserved()).as(path).isEqualTo(Amounts.NONE);
            assertThat(acme.at(path).spent()).as(path).isEqualTo(new Amounts(150, 0, 1, 0));
        }
        assertThat(acme.at("acme").free().tokens()).isEqualTo(850);
    }

    @Test
    void limitsHoldAnewWithEachPeriodAndOnceOnly() {
        Budgets acme = new Budgets();
        acme.nowMs = 3_600_000 * 5 + 1;
        acme.ask(define(Period.HOUR, tokens("acme", 100, AtLimit.STOP, 50), tokens("acme/a", 60, AtLimit.STOP)));
        acme.ask(reserve("used", "acme/a", 60));
        acme.ask(settle("used", 60));
        acme.ask(reserve("open", "acme", 30));
        assertThat(acme.answer(reserve("late", "acme/a", 1)).verdict()).isEqualTo(Verdict.REFUSED);

        acme.nowMs = 3_600_000 * 6;
        assertThat(acme.ledger.nextDueMs()).isLessThanOrEqualTo(acme.nowMs);
        Decision renewed = acme.ask(reserve("next", "acme/a", 50));

        assertThat(renewed.facts()).startsWith(new Fact.Renewed(acme.nowMs));
        assertThat(acme.at("acme").spent()).isEqualTo(Amounts.NONE);
        assertThat(acme.at("acme").reserved().tokens())
                .as("what is under way stays")
                .isEqualTo(80);
        assertThat(acme.at("acme/a").reached()).isZero();
        acme.ask(settle("open", 30));
        assertThat(acme.at("acme").spent().tokens())
                .as("and counts when it is settled")
                .isEqualTo(30);
        acme.nowMs += 1;
        assertThat(acme.ask(new Request.Due()).facts()).noneMatch(Fact.Renewed.class::isInstance);
        acme.nowMs -= 7_200_000;
        assertThat(acme.ask(reserve("earlier", "acme", 1)).facts())
                .as("a clock that is set back")
                .noneMatch(Fact.Renewed.class::isInstance);
    }

    @Test
    void aPeriodThatIsSetLaterBeginsWhereItWouldHaveBegun() {
        Budgets acme = Budgets.with(tokens("acme", 100, AtLimit.STOP));
        acme.nowMs = 86_400_000 * 3 + 5_000;
        acme.ask(reserve("r", "acme", 60));
        acme.ask(settle("r", 60));

        acme.ask(define(Period.DAY, tokens("acme", 100, AtLimit.STOP)));

        assertThat(acme.at("acme").spent().tokens()).isEqualTo(60);
        assertThat(acme.ledger.sinceMs()).isEqualTo(86_400_000 * 3);
        acme.nowMs += 86_400_000;
        acme.ask(new Request.Due());
        assertThat(acme.at("acme").spent().tokens()).isZero();
    }

    @Test
    void monthsAreOfTheCalendar() {
        long leapDay = Instant.parse("2028-02-29T12:00:00Z").toEpochMilli();

        long start = Period.MONTH.startOf(leapDay);

        assertThat(Instant.ofEpochMilli(start)).isEqualTo("2028-02-01T00:00:00Z");
        assertThat(Instant.ofEpochMilli(Period.MONTH.endOf(start))).isEqualTo("2028-03-01T00:00:00Z");
        assertThat(Period.NONE.endOf(0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatFitsInOneAccountAndNotInAnotherCountsInNone() {
        Budgets acme = Budgets.with(tokens("acme", 1_000, AtLimit.STOP), tokens("acme/a", 100, AtLimit.STOP));

        Answer refused = acme.answer(reserve("r", "acme/a/x", 101));

        assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(refused.why()).contains("acme/a has no room: 1 tokens too few");
        assertThat(acme.at("acme").reserved()).isEqualTo(Amounts.NONE);
        assertThat(acme.at("acme/a").refused()).isEqualTo(1);
    }

    @Test
    void theSameReservationAgainIsAnsweredAsBeforeAndReservesNothing() {
        Budgets acme = Budgets.with(tokens("acme", 100, AtLimit.STOP));
        acme.ask(reserve("r", "acme", 60));

        Decision again = acme.ask(reserve("r", "acme", 60));

        assertThat(again.facts()).isEmpty();
        assertThat(again.effects()).anyMatch(each -> each instanceof Answer it && it.verdict() == Verdict.GRANTED);
        assertThat(acme.at("acme").reserved().tokens()).isEqualTo(60);
    }

    @Test
    void whatIsSaidOfAReservationThatIsOverChangesNothing() {
        Budgets acme = Budgets.with(tokens("acme", 100, AtLimit.STOP));
        acme.ask(reserve("r", "acme", 60));
        acme.ask(settle("r", 50));

        for (Request late : List.of(settle("r", 60), release("r"), reserve("r", "acme", 60), answer("r", true))) {
            assertThat(acme.ask(late).facts()).as("%s", late).isEmpty();
        }
        assertThat(acme.answer(reserve("r", "acme", 60)).why()).contains("settled already");
        assertThat(acme.at("acme").spent().tokens()).isEqualTo(50);
    }

    @Test
    void moreMayBeSettledThanWasReservedAndThenNothingIsFreeUntilTheLimitIsRaised() {
        Budgets acme = Budgets.with(tokens("acme", 100, AtLimit.STOP));
        acme.ask(reserve("r", "acme", 100));
        acme.ask(settle("r", 130));

        assertThat(acme.at("acme").free().tokens()).isEqualTo(-30);
        assertThat(acme.answer(reserve("s", "acme", 1)).verdict()).isEqualTo(Verdict.REFUSED);

        acme.ask(define(tokens("acme", 200, AtLimit.STOP)));

        assertThat(acme.answer(reserve("t", "acme", 70)).verdict()).isEqualTo(Verdict.GRANTED);
        assertThat(acme.at("acme").free().tokens()).isZero();
    }

    @Test
    void whatNobodySettlesIsChargedOrFreeAgainAsTheBudgetSays() {
        for (boolean charges : List.of(true, false)) {
            Budgets acme = new Budgets();
            acme.ask(define(charges, tokens("acme", 100, AtLimit.STOP)));
            acme.ask(reserve("r", "acme", 60));
            acme.nowMs += Budgets.HOLD_MS - 1;
            assertThat(acme.ask(new Request.Due()).facts()).isEmpty();

            acme.nowMs += 1;
            acme.ask(new Request.Due());

            assertThat(acme.at("acme").reserved()).isEqualTo(Amounts.NONE);
            assertThat(acme.at("acme").spent().tokens()).isEqualTo(charges ? 60 : 0);
            assertThat(acme.alarms()).extracting(Alarm::kind).containsExactly(Alarm.Kind.EXPIRED);
            assertThat(acme.ask(settle("r", 10)).facts()).isEmpty();
        }
    }

    @Test
    void atTheLimitACheaperCapabilityIsUsedAsLongAsThatFits() {
        Budgets acme = Budgets.with(tokens("acme", 130, Budgets.DEGRADE));
        acme.ask(reserve("a", "acme", 100));

        Answer cheaper = acme.answer(reserve("b", "acme", 100));

        assertThat(cheaper.verdict()).isEqualTo(Verdict.DEGRADED);
        assertThat(cheaper.capability()).isEqualTo("llm.small");
        assertThat(cheaper.amounts().tokens()).isEqualTo(20);
        assertThat(acme.at("acme").reserved().tokens()).isEqualTo(120);
        assertThat(acme.answer(reserve("c", "acme", 100)).verdict()).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void aLimitMayDegradeBeforeItIsFull() {
        Budgets acme = Budgets.with(tokens("acme", 100, new AtLimit(AtLimit.Action.DEGRADE, "llm.small", 20, 80, 0)));

        assertThat(acme.answer(reserve("a", "acme", 80)).verdict()).isEqualTo(Verdict.GRANTED);
        assertThat(acme.answer(reserve("b", "acme", 20)).verdict()).isEqualTo(Verdict.DEGRADED);
    }

    @Test
    void atTheLimitAPersonIsAskedAndWhatTheyGrantIsAddedToTheLimit() {
        Budgets acme = Budgets.with(tokens("acme", 100, Budgets.ASK));
        acme.ask(reserve("a", "acme", 90));

        assertThat(acme.answer(reserve("b", "acme", 30)).verdict()).isEqualTo(Verdict.ASKED);
        assertThat(acme.alarms()).extracting(Alarm::kind).containsExactly(Alarm.Kind.APPROVAL_ASKED);
        assertThat(acme.at("acme").reserved().tokens()).isEqualTo(90);

        List<Effect> effects = acme.ask(answer("b", true)).effects();

        assertThat(effects)
                .filteredOn(each -> each instanceof Answer it && it.verdict() == Verdict.GRANTED)
                .hasSize(1);
        assertThat(acme.at("acme").added().tokens()).isEqualTo(20);
        assertThat(acme.at("acme").reserved().tokens()).isEqualTo(120);
        assertThat(acme.at("acme").free().tokens()).isZero();
    }

    @Test
    void aPersonsNoOrSilenceIsARefusal() {
        Budgets acme = Budgets.with(tokens("acme", 10, Budgets.ASK));
        acme.ask(reserve("a", "acme", 30));
        acme.ask(reserve("b", "acme", 30));

        assertThat(acme.ask(answer("a", false)).effects())
                .anyMatch(each -> each instanceof Answer it && it.why().equals("ann refused it"));
        acme.nowMs += 10_000;
        assertThat(acme.ask(new Request.Due()).effects())
                .anyMatch(each -> each instanceof Answer it && it.why().equals("nobody approved it in time"));
        assertThat(acme.ask(answer("b", true)).facts()).isEmpty();
        assertThat(acme.at("acme").reserved()).isEqualTo(Amounts.NONE);
    }

    @Test
    void whatIsGivenBackWhileAPersonIsAskedNeedsNoAnswerAnyMore() {
        Budgets acme = Budgets.with(tokens("acme", 10, Budgets.ASK));
        acme.ask(reserve("a", "acme", 30));

        acme.ask(release("a"));

        assertThat(acme.ask(answer("a", true)).facts()).isEmpty();
        assertThat(acme.at("acme").reserved()).isEqualTo(Amounts.NONE);
    }

    @Test
    void atTheLimitSomebodyElseMayTakeOverAndThenNothingIsReserved() {
        Budgets acme = Budgets.with(tokens("acme", 10, Budgets.HANDOFF));

        Answer handedOff = acme.answer(reserve("a", "acme", 30));

        assertThat(handedOff.verdict()).isEqualTo(Verdict.HANDED_OFF);
        assertThat(handedOff.capability()).isEqualTo("human.desk");
        assertThat(acme.at("acme").reserved()).isEqualTo(Amounts.NONE);
        assertThat(acme.ask(settle("a", 30)).facts()).isEmpty();
    }

    @Test
    void theStrictestOfSeveralFullLimitsCounts() {
        Budgets acme = Budgets.with(tokens("acme", 10, Budgets.ASK), tokens("acme/a", 10, AtLimit.STOP));

        assertThat(acme.answer(reserve("r", "acme/a", 30)).verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(acme.answer(reserve("s", "acme/b", 30)).verdict()).isEqualTo(Verdict.ASKED);
    }

    @Test
    void aPersonHearsOfEachThresholdOnceAndAgainOnlyWhenTheLimitIsRaised() {
        Budgets acme = Budgets.with(tokens("acme", 100, AtLimit.STOP, 50, 80, 100));
        acme.ask(reserve("a", "acme", 60));
        assertThat(acme.alarms()).isEmpty();

        acme.ask(settle("a", 55));
        assertThat(acme.alarms()).extracting(Alarm::text).containsExactly("has spent 50 % of what it may, or more");

        acme.ask(reserve("b", "acme", 45));
        acme.ask(settle("b", 45));
        assertThat(acme.alarms()).hasSize(2);
        assertThat(acme.at("acme").reached()).isEqualTo(100);

        acme.ask(define(tokens("acme", 150, AtLimit.STOP, 50, 80, 100)));
        assertThat(acme.at("acme").reached()).isEqualTo(50);
        acme.ask(reserve("c", "acme", 20));
        acme.ask(settle("c", 20));
        assertThat(acme.alarms()).hasSize(1);
    }

    @Test
    void tooManyOnBehalfOfOneAnotherAreRefused() {
        Budgets acme = Budgets.with(tokens("acme", 100, AtLimit.STOP));

        Answer refused =
                acme.answer(new Request.Reserve("r", "acme", new Amounts(1, 0, 0, 0), 4, "", "", 0, Budgets.CALLER));

        assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(refused.why()).contains("lets 3 ask on behalf of one another");
    }

    @Test
    void pricesMakeMoneyOfTokensWhereNobodySaysWhatItCost() {
        Budgets acme = Budgets.with(tokens("acme", 1_000_000, AtLimit.STOP));
        acme.ask(new Request.Reserve("r", "acme", new Amounts(1_000, 0, 1, 0), 0, "", "opus", 0, Budgets.CALLER));
        assertThat(acme.at("acme").reserved().costMicros()).isEqualTo(75_000 + 100);

        acme.ask(new Request.Settle("r", new Amounts(900, 0, 1, 0), 800, 100, false, "agent-7", "", Budgets.CALLER));

        assertThat(acme.at("acme").spent().costMicros()).isEqualTo(800 * 15 + 100 * 75 + 100);
        assertThat(Objects.requireNonNull(acme.ledger.agents().get("agent-7")).tokens())
                .isEqualTo(900);
        assertThat(Objects.requireNonNull(acme.ledger.models().get("opus")).costMicros())
                .isEqualTo(19_600);
    }

    @Test
    void whereNobodyKnowsWhatWasUsedTheReservationCounts() {
        Budgets acme = Budgets.with(tokens("acme", 100, AtLimit.STOP));
        acme.ask(reserve("r", "acme", 40));

        acme.ask(new Request.Settle("r", Amounts.NONE, 0, 0, true, "", "", Budgets.CALLER));

        assertThat(acme.at("acme").spent().tokens()).isEqualTo(40);
    }

    @Test
    void aLimitThatComesLaterCountsWhatAccountsBelowItSpent() {
        Budgets acme = Budgets.with(tokens("acme", 1_000, AtLimit.STOP), tokens("acme/*/*", 100, AtLimit.STOP));
        acme.ask(reserve("r", "acme/a/x", 50));
        acme.ask(settle("r", 40));
        acme.ask(reserve("s", "acme/a/y", 50));

        acme.ask(define(
                tokens("acme", 1_000, AtLimit.STOP),
                tokens("acme/a", 120, AtLimit.STOP),
                tokens("acme/*/*", 100, AtLimit.STOP)));
        acme.ask(reserve("t", "acme/a/x", 10));

        assertThat(acme.at("acme/a").spent().tokens()).isEqualTo(40);
        assertThat(acme.at("acme/a").reserved().tokens()).isEqualTo(60);
        acme.ask(settle("s", 50));
        assertThat(acme.at("acme/a").reserved().tokens()).isEqualTo(10);
        assertThat(acme.at("acme/a").spent().tokens()).isEqualTo(90);
    }

    @Test
    void nothingIsReservedWithoutABudgetOrOfNonsense() {
        Budgets none = new Budgets();
        assertThat(none.answer(reserve("r", "acme", 1)).why()).isEqualTo("there is no budget acme");

        Budgets acme = Budgets.with(tokens("acme", 100, AtLimit.STOP));
        for (Request nonsense : List.of(
                reserve("", "acme", 1),
                reserve("r", "acme//x", 1),
                reserve("r", "acme/*", 1),
                reserve("r", "acme", -1),
                reserve("r", "acme", Long.MAX_VALUE),
                reserve("r", "a/b/c/d/e/f/g/h/i", 1))) {
            assertThat(acme.answer(nonsense).verdict()).as("%s", nonsense).isEqualTo(Verdict.REFUSED);
            assertThat(acme.ledger.reservation("r")).isNull();
        }
    }

    @Test
    void whatIsKeptAndOpenIsBounded() {
        Budgets acme = new Budgets(new BudgetBounds(2, 1_000, 3, 4, 100, 100, 1_000_000));
        acme.ask(define(tokens("acme", 1_000, AtLimit.STOP), tokens("acme/*", 10, AtLimit.STOP)));
        for (int i = 0; i < 10; i++) {
            acme.nowMs++;
            acme.ask(reserve("r" + i, "acme/s" + i, 1));
            acme.ask(settle("r" + i, 1));
        }

        assertThat(acme.ledger.accounts()).hasSize(4);
        assertThat(acme.ledger.account("acme/s9")).isNotNull();
        assertThat(acme.ledger.reservations()).hasSize(3);
        assertThat(acme.at("acme").spent().tokens()).isEqualTo(10);

        acme.ask(reserve("a", "acme", 1));
        acme.ask(reserve("b", "acme", 1));
        assertThat(acme.answer(reserve("c", "acme", 1)).why()).contains("under way, which is the most");

        acme.nowMs += 10_000;
        acme.ask(new Request.Due());
        assertThat(acme.ledger.reservations()).extracting(Reservation::state).containsOnly(State.OPEN);
    }
}
