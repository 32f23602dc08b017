package dev.swarmlog.simulator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    @Test
    void aMessageThatIsDoneAndAnsweredComesOutEven() {
        long number = ledger.open();

        ledger.effect(number);
        ledger.ended(number, Ending.COMPLETED);

        Ledger.Totals totals = ledger.totals();
        assertThat(totals.open()).isZero();
        assertThat(totals.doubled()).isZero();
        assertThat(totals.of(Ending.COMPLETED)).isEqualTo(1);
    }

    @Test
    void whatNeitherEndedNorWasRefusedIsOpen() {
        ledger.open();
        ledger.refused(ledger.open());
        ledger.ended(ledger.open(), Ending.EXPIRED);

        Ledger.Totals totals = ledger.totals();
        assertThat(totals.accepted()).isEqualTo(2);
        assertThat(totals.replied()).isEqualTo(1);
        assertThat(totals.open()).isEqualTo(1);
    }

    @Test
    void doubledCountsMessagesNotRepetitions() {
        long once = ledger.open();
        long thrice = ledger.open();

        ledger.effect(once);
        ledger.effect(thrice);
        ledger.effect(thrice);
        ledger.effect(thrice);

        assertThat(ledger.totals().doubled()).isEqualTo(1);
    }

    @Test
    void aSecondAnswerIsSeenAndChangesNothingElse() {
        long number = ledger.open();
        ledger.ended(number, Ending.COMPLETED);

        ledger.ended(number, Ending.FAILED);

        assertThat(ledger.totals().answeredTwice()).isEqualTo(1);
        assertThat(ledger.totals().replied()).isEqualTo(1);
        assertThat(ledger.totals().of(Ending.FAILED)).isZero();
    }

    @Test
    void refusesNumbersThatItNeverGave() {
        assertThatIllegalArgumentException().isThrownBy(() -> ledger.effect(7)).withMessageContaining("7");
    }

    @Test
    void comesOutEvenWithManyThreads() throws Exception {
        int threads = 4;
        int each = 20_000;
        CountDownLatch done = new CountDownLatch(threads);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            for (int thread = 0; thread < threads; thread++) {
                pool.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        long number = ledger.open();
                        ledger.effect(number);
                        ledger.ended(number, Ending.COMPLETED);
                    }
                    done.countDown();
                });
            }
            done.await();
        }

        Ledger.Totals totals = ledger.totals();
        assertThat(totals.accepted()).isEqualTo((long) threads * each);
        assertThat(totals.open() + totals.doubled() + totals.answeredTwice()).isZero();
    }
}
