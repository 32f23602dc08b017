package dev.swarmlog.runtime.poison;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class BlameTest {
    @Test
    void aTransactionThatWasEndedWhileWeStoodStillIsNobodysFault() {
        assertThat(Blame.of(new StreamsException("commit", new InvalidTxnStateException("aborted"))))
                .isEqualTo(Blame.WORLD);
        assertThat(Blame.of(new StreamsException("send", new ProducerFencedException("fenced"))))
                .isEqualTo(Blame.WORLD);
    }

    /** To the letter what a coordinator's failure looks like after its broker was killed. */
    @Test
    void aCoordinatorThatFailsAtACommitIsNobodysFault() {
        String text = "Unhandled error in EndTxnResponse: The server experienced an unexpected error";

        assertThat(Blame.of(new StreamsException("commit", new KafkaException(text))))
                .isEqualTo(Blame.WORLD);
        assertThat(Blame.of(new KafkaException("Failed to construct kafka producer")))
                .isEqualTo(Blame.WORK);
    }

    @Test
    void aSessionThatBrokersDoNotGrantIsTheOperators() {
        assertThat(Blame.of(new StreamsException(new InvalidSessionTimeoutException("too short"))))
                .isEqualTo(Blame.OPERATOR);
    }

    @Test
    void whatNobodyElseCanHaveDoneIsOurs() {
        assertThat(Blame.of(new IllegalStateException("a bug"))).isEqualTo(Blame.WORK);
    }
}
