package dev.swarmlog.simulator.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    private static final int ANN = 3;
    private static final int BOB = 99_999;

    private final Ledger ledger = new Ledger();
    private final long number = ledger.open(0);

    private long of(Breach breach) {
        return ledger.totals().of(breach);
    }

    @Test
    void aMessageThatIsDoneAndAnsweredComesOutEven() {
        ledger.assigned(number, ANN, 1);
        ledger.effect(number, ANN, 1, true);
        assertThat(ledger.ended(number, Ending.COMPLETED, ANN, 1)).isTrue();

        Totals totals = ledger.totals();
        assertThat(totals.open()).isZero();
        assertThat(totals.of(Ending.COMPLETED)).isOne();
        assertThat(totals.effects()).isEqualTo(new Totals.Effects(1, 0, 0));
        assertThat(totals.breaches()).isEmpty();
    }

    @Test
    void whatNeitherEndedNorWasRefusedIsOpenAndNamed() {
        ledger.refused(ledger.open(10_000_000));
        ledger.ended(ledger.open(20_000_000), Ending.EXPIRED, -1, 0);
        long last = ledger.open(30_000_000);
        ledger.assigned(last, BOB, 2);

        assertThat(ledger.totals().accepted()).isEqualTo(3);
        assertThat(ledger.totals().open()).isEqualTo(2);
        List<Long> open = new ArrayList<>();
        ledger.openSince(30_000_000, open::add);
        assertThat(open).containsExactly(number);
        ledger.openSince(Long.MAX_VALUE, open::add);
        assertThat(open).containsExactly(number, number, last);
        assertThat(ledger.lost(last)).isEqualTo(new Violation(Breach.LOST, last, BOB, 2, ""));
        assertThat(ledger.lost(number).detail()).isEqualTo("no agent was ever sent it");
        assertThat(ledger.dueNanos(last)).isEqualTo(30_000_000);
    }

    @Test
    void whatWasRefusedAndIsAnsweredAllTheSameWasTaken() {
        ledger.refused(number);

        ledger.ended(number, Ending.EXPIRED, -1, 0);

        assertThat(ledger.totals().refused()).isZero();
        assertThat(ledger.totals().open()).isZero();
    }

    @Test
    void workThatIsDoneTwiceUnderOneAssignmentIsDoubled() {
        ledger.effect(number, ANN, 1, false);

        ledger.effect(number, ANN, 1, false);

        assertThat(of(Breach.DOUBLED)).isOne();
        assertThat(ledger.violations())
                .containsExactly(
                        new Violation(Breach.DOUBLED, number, ANN, 1, "it was done before under assignment 1"));
    }

    /** A router that is killed may forget to whom it gave a message first; only then, only once, and only to another agent. */
    @Test
    void aHitPlatformMayGiveTheFirstAssignmentToTwo() {
        ledger.assigned(number, ANN, 1);
        ledger.assigned(number, BOB, 1);
        ledger.effect(number, BOB, 1, true);
        ledger.effect(number, ANN, 1, true);
        assertThat(of(Breach.DOUBLED)).isOne();

        ledger.platformWasHit();
        long other = ledger.open(0);
        ledger.assigned(other, ANN, 1);
        ledger.assigned(other, BOB, 1);
        ledger.effect(other, BOB, 1, true);
        ledger.effect(other, ANN, 1, true);
        assertThat(ledger.totals().effects().redone()).isOne();
        ledger.effect(other, ANN, 1, true);

        assertThat(of(Breach.DOUBLED)).isEqualTo(2);
    }

    @Test
    void workOfAnAgentThatWasWellIsDoneAgainForNoReason() {
        ledger.effect(number, ANN, 1, true);

        ledger.effect(number, BOB, 2, true);

        assertThat(of(Breach.DOUBLED)).isOne();
    }

    @Test
    void workOfAnAgentThatWasIllMayBeDoneAgain() {
        ledger.effect(number, ANN, 1, false);

        ledger.effect(number, BOB, 2, true);

        assertThat(of(Breach.DOUBLED)).isZero();
        assertThat(ledger.totals().effects()).isEqualTo(new Totals.Effects(2, 1, 0));
    }

    @Test
    void workUnderAFenceThatIsOverWouldBeRefusedByWhoeverHeedsIt() {
        ledger.effect(number, BOB, 2, true);

        ledger.effect(number, ANN, 1, false);

        assertThat(ledger.totals().effects()).isEqualTo(new Totals.Effects(2, 0, 1));
        assertThat(ledger.totals().breaches()).isEmpty();
    }

    @Test
    void theResultOfAFormerAssignmentIsStale() {
        ledger.assigned(number, ANN, 1);
        ledger.assigned(number, BOB, 2);
        ledger.effect(number, ANN, 1, false);

        ledger.ended(number, Ending.COMPLETED, ANN, 1);

        assertThat(of(Breach.STALE)).isOne();
    }

    @Test
    void whatIsAssignedAnewAfterItWasAnsweredIsStale() {
        ledger.assigned(number, ANN, 1);
        ledger.effect(number, ANN, 1, true);
        ledger.ended(number, Ending.COMPLETED, ANN, 1);

        ledger.assigned(number, ANN, 1);
        assertThat(of(Breach.STALE)).isZero();

        ledger.assigned(number, BOB, 2);
        assertThat(of(Breach.STALE)).isOne();
    }

    @Test
    void anAnswerBeforeTheWorkIsOutOfOrder() {
        ledger.assigned(number, ANN, 1);

        ledger.ended(number, Ending.COMPLETED, ANN, 1);

        assertThat(of(Breach.DISORDERED)).isOne();
    }

    @Test
    void whatOtherPeoplesAgentsDoNobodySees() {
        ledger.ended(number, Ending.COMPLETED, -1, 1);

        assertThat(ledger.totals().breaches()).isEmpty();
    }

    @Test
    void aFormerAssignmentBehindANewerOneAtTheSameAgentIsOutOfOrder() {
        ledger.assigned(number, ANN, 2);
        ledger.assigned(number, BOB, 1);
        assertThat(of(Breach.DISORDERED)).isZero();

        ledger.assigned(number, ANN, 1);
        assertThat(of(Breach.DISORDERED)).isOne();
    }

    @Test
    void aSecondAnswerMaySayTheSameAndNothingElse() {
        assertThat(ledger.ended(number, Ending.FAILED, -1, 1)).isTrue();

        assertThat(ledger.ended(number, Ending.FAILED, -1, 1)).isFalse();
        assertThat(ledger.totals().repeated()).isOne();
        assertThat(ledger.totals().breaches()).isEmpty();

        ledger.ended(number, Ending.COMPLETED, -1, 1);
        assertThat(of(Breach.CONTRADICTED)).isOne();
        assertThat(ledger.totals().replied()).isOne();
        assertThat(ledger.totals().of(Ending.COMPLETED)).isZero();
    }

    @Test
    void anAnswerToAnotherQuestionIsWrong() {
        ledger.ended(number, Ending.WRONG, -1, 1);

        assertThat(of(Breach.WRONG)).isOne();
    }

    @Test
    void whatWasNeverOpenedIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ledger.effect(5, ANN, 1, true));
        assertThat(ledger.knows(5)).isFalse();
    }

    @Test
    void eachMessageKeepsItsOwnFactsHoweverManyThereAre() {
        for (int n = 1; n < 100_000; n++) {
            long next = ledger.open(n * 1_000_000L);
            ledger.assigned(next, n, n % 1_000 + 1);
        }

        assertThat(ledger.lost(0).fence()).isZero();
        for (int n = 1; n < 100_000; n += 777) {
            assertThat(ledger.lost(n).agent()).isEqualTo(n);
            assertThat(ledger.lost(n).fence()).isEqualTo(n % 1_000 + 1);
            assertThat(ledger.dueNanos(n)).isEqualTo(n * 1_000_000L);
        }
    }

    @Test
    void manyThreadsCountRight() throws Exception {
        int threads = 4;
        int each = 20_000;
        Callable<Boolean> work = () -> {
            for (int n = 0; n < each; n++) {
                long mine = ledger.open(n);
                ledger.effect(mine, ANN, 1, true);
                ledger.ended(mine, Ending.COMPLETED, ANN, 1);
            }
            return true;
        };
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (Future<Boolean> done : pool.invokeAll(Collections.nCopies(threads, work))) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(ledger.totals().of(Ending.COMPLETED)).isEqualTo((long) threads * each);
        assertThat(ledger.totals().open()).isOne();
        assertThat(ledger.totals().breaches()).isEmpty();
    }
}
