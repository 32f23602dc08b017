package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.OutcomeStatus;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What whoever submits a message again hears, and how long. */
final class RouterRepetitionsTest {
    private final RouterRig rig = new RouterRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private Message at(String correlation) {
        return rig.keyed("k", with -> with.setCorrelationKey(correlation));
    }

    @Test
    void whoAsksForWhatIsUnderWayHearsTheAnswerAtItsOwnAddressAlsoAfterARestart() {
        AgentStatus agent = rig.join("a", "echo", 1);
        rig.submit(at("first"));
        rig.submit(at("second"));
        rig.submit(at("second"));
        Delivery delivery = rig.delivery();

        rig.restart(agent);
        rig.deliveries();
        rig.complete(delivery);

        assertThat(rig.replyRecords()).extracting(TestRecord::key).containsExactlyInAnyOrder("first", "second");
        assertThat(rig.metered("kept.joined")).isEqualTo(1);
        assertThat(rig.metered("ignored", "reason", "duplicate")).isEqualTo(1);
    }

    @Test
    void aFailureGoesToWhoWaitsForItInsteadOfTheDeadLetters() {
        rig.join("a", "echo", 1);
        rig.submit(rig.keyed("k", with -> with.setReplyTopic("")));
        rig.submit(at("second"));

        rig.fail(rig.delivery(), ErrorClass.NON_RETRYABLE);

        assertThat(rig.replyRecords()).extracting(TestRecord::key).containsExactly("second");
        assertThat(rig.deadLetters()).isEmpty();
    }

    @Test
    void whoIsOneTooManyIsToldSo() {
        rig.join("a", "echo", 1);
        for (int i = 0; i <= Flight.REQUESTERS_MAX; i++) {
            rig.submit(at("requester " + i));
        }

        TestRecord<String, Reply> refused = rig.replyRecords().getFirst();

        assertThat(refused.key()).isEqualTo("requester " + Flight.REQUESTERS_MAX);
        assertThat(refused.value().getStatus()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(refused.value().getRetryAfterMs()).isPositive();
        rig.complete(rig.delivery());
        assertThat(rig.replies()).hasSize(Flight.REQUESTERS_MAX);
    }

    @Test
    void aRepetitionOfADeadLetterHearsHowItEnded() {
        rig.join("a", "echo", 1);
        Message message = rig.keyed("k", with -> with.setReplyTopic(""));
        rig.submit(message);
        rig.fail(rig.delivery(), ErrorClass.NON_RETRYABLE);
        assertThat(rig.deadLetters()).hasSize(1);

        rig.submit(message);
        rig.submit(at("second"));

        assertThat(rig.deliveries()).isEmpty();
        assertThat(rig.deadLetters()).isEmpty();
        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.FAILED);
        assertThat(reply.getError()).isEqualTo("oops");
    }

    @Test
    void whatNoAgentEverHadIsRoutedAnew() {
        try (RouterRig small = new RouterRig(Map.of("SWARMLOG_ROUTER_WAITING_MAX", "0"), Telemetry.off())) {
            small.publish(small.status("a", 1, "echo", 1, AgentState.DEAD));
            Message message = small.keyed("k", with -> with);
            small.submit(message);
            assertThat(small.reply().getStatus()).isEqualTo(ReplyStatus.REJECTED);

            small.publish(small.status("a", 2, "echo", 1, AgentState.HEALTHY));
            small.submit(message);

            small.complete(small.delivery());
            assertThat(small.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        }
    }

    @Test
    void answersAreKeptWithinTheirBytesAndTheOldestGoFirst() {
        try (RouterRig small = new RouterRig(Map.of("SWARMLOG_ROUTER_ANSWERS_MIB_MAX", "1"), Telemetry.off())) {
            small.join("a", "echo", 1);
            for (String key : new String[] {"1", "2", "3"}) {
                small.submit(small.keyed(key, with -> with));
                small.answer(small.outcome(
                        small.delivery(),
                        OutcomeStatus.COMPLETED,
                        with -> with.setResult(ByteBuffer.allocate(400_000))));
            }
            small.replies();

            assertThat(small.metered("kept.answers")).isEqualTo(2);
            assertThat(small.metered("kept.bytes")).isBetween(800_000.0, 810_000.0);
            assertThat(small.metered("kept.evicted")).isEqualTo(1);
            small.submit(small.keyed("3", with -> with));
            assertThat(small.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
            small.submit(small.keyed("1", with -> with));
            small.complete(small.delivery());
            small.advance(600_010);
            assertThat(small.metered("kept.answers")).isZero();
            assertThat(small.metered("kept.bytes")).isZero();
        }
    }

    @Test
    void whatAnAnswerWeighsIsAllOfIt() {
        rig.join("a", "echo", 1);
        rig.submit(rig.keyed("k", with -> with.setAttributes(Map.of("name", "v".repeat(4_000)))));
        rig.answer(rig.outcome(
                rig.delivery(),
                OutcomeStatus.FAILED,
                with -> with.setErrorClass(ErrorClass.NON_RETRYABLE).setError("e".repeat(3_000))));

        assertThat(rig.metered("kept.bytes")).isEqualTo(1_000 + 4_004 + 3_000);
    }

    @Test
    void whatIsAnsweredRightAfterARestartIsKeptOnce() {
        AgentStatus agent = rig.join("a", "echo", 1);
        rig.submit(at("first"));
        Delivery delivery = rig.delivery();

        rig.restart(() -> rig.complete(delivery), agent);

        assertThat(rig.metered("kept.answers")).isEqualTo(1);
    }

    @Test
    void aKeyUnderAnotherNameIsRefusedBecauseItWouldNotMeetItsRepetitions() {
        rig.join("a", "echo", 1);

        rig.submit(rig.message("any", with -> with.setIdempotencyKey("k")));

        assertThat(rig.reply().getError()).contains("messageId").contains(at("").getMessageId());
        assertThat(rig.deliveries()).isEmpty();
    }
}
