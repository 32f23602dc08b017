package dev.swarmlog.agent.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.cluster.ClusterException;
import dev.swarmlog.agent.cluster.Logs;
import dev.swarmlog.agent.messages.ClientSettings.WhenFull;
import dev.swarmlog.agent.messages.MessageFailure.Reason;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.Usage;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // submissions whose reply does not matter to the test
class MessageClientTest {
    private static final long RECORDS_BEFORE = 100;

    private Logs logs = new Logs();
    private @Nullable MessageClient client;

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
    }

    @Test
    void handsOutTheOneReplyAndDropsItsRepetition() {
        MessageClient open = open(ClientSettings.DEFAULT);
        CompletableFuture<Reply> reply = open.submit(MessageDraft.ofType("echo").json("{}"));
        String id = onlySubmitted().getMessageId();

        answer(id, ReplyStatus.COMPLETED);
        answer(id, ReplyStatus.EXPIRED);
        answer("somebody-else", ReplyStatus.COMPLETED);

        assertThat(reply.join().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(open.inFlight()).isZero();
    }

    @Test
    void asksForTheReplyInThePartitionThatItReads() {
        open(ClientSettings.DEFAULT)
                .submit(MessageDraft.ofType("echo").json("{\"a\":1}").attribute("k", "v"));

        Message message = onlySubmitted();
        assertThat(message.getReplyTopic()).isEqualTo("messages.replies");
        assertThat(message.getReplyPartition()).isEqualTo(logs.assigned().partition());
        assertThat(message.getDeadlineMs()).isEqualTo(message.getSubmittedAtMs() + 60_000);
        ProducerRecord<String, byte[]> record =
                logs.records(logs.wire.topics().submitted).get(0);
        assertThat(record.key()).isEqualTo(message.getMessageId());
        assertThat(record.headers().lastHeader("ce_type").value()).isEqualTo("echo".getBytes(UTF_8));
    }

    @Test
    void readsFromWhereThePartitionEndedAtTheOpening() {
        open(ClientSettings.DEFAULT);

        assertThat(logs.consumer.position(logs.assigned())).isEqualTo(RECORDS_BEFORE);
    }

    @Test
    void sendingEndsWithTheAcceptanceAndAsksForNoReply() {
        MessageClient open = open(ClientSettings.DEFAULT);

        String id = open.send(MessageDraft.ofType("echo").json("{}")).join();

        assertThat(onlySubmitted().getMessageId()).isEqualTo(id);
        assertThat(onlySubmitted().getReplyTopic()).isEmpty();
        assertThat(onlySubmitted().getDeadlineMs()).isZero();
        assertThat(open.inFlight()).isZero();
    }

    @Test
    void anIdempotencyKeyGivesOneMessageAndOneReplyToAll() {
        MessageClient open = open(ClientSettings.DEFAULT);
        MessageDraft draft = MessageDraft.ofType("pay").source("shop").idempotencyKey("order-1");

        CompletableFuture<Reply> first = open.submit(draft);
        CompletableFuture<Reply> second = open.submit(draft);
        answer(onlySubmitted().getMessageId(), ReplyStatus.COMPLETED);

        assertThat(second.join()).isEqualTo(first.join());
        open.submit(draft);
        assertThat(logs.values(logs.wire.topics().submitted))
                .extracting(Message::getMessageId)
                .containsOnly("9c85d133-4e23-80c8-b93b-5798cde3d5ff");
    }

    @Test
    void whatIsTakenBackEndsForWhoeverWaitsForIt() {
        MessageClient open = open(ClientSettings.DEFAULT);
        CompletableFuture<Reply> reply = open.submit(MessageDraft.ofType("echo").id("order-1"));

        CompletableFuture<Reply> end = open.withdraw("order-1", "too late", Duration.ofSeconds(5));

        List<Message> written = logs.values(logs.wire.topics().submitted);
        assertThat(written).extracting(Message::getMessageId).containsExactly("order-1", "order-1");
        assertThat(written).extracting(Message::getWithdrawal).containsExactly("", "too late");
        assertThat(written.get(1).getReplyPartition()).isEqualTo(written.get(0).getReplyPartition());
        assertThat(end).isNotDone();
        answer("order-1", ReplyStatus.WITHDRAWN);
        assertThat(reply.join().getStatus()).isEqualTo(ReplyStatus.WITHDRAWN);
        assertThat(end.join().getStatus()).isEqualTo(ReplyStatus.WITHDRAWN);
        assertThat(open.inFlight()).isZero();
    }

    @Test
    void whoSubmittedNothingHearsToo() {
        MessageClient open = open(ClientSettings.DEFAULT);

        CompletableFuture<Reply> end = open.withdraw("somebody-else's", "too late", Duration.ofSeconds(5));

        assertThat(onlySubmitted().getReplyTopic()).isNotEmpty();
        answer("somebody-else's", ReplyStatus.REJECTED);
        assertThat(end.join().getStatus()).isEqualTo(ReplyStatus.REJECTED);
    }

    @Test
    void aWithdrawalSaysWhy() {
        MessageClient open = open(ClientSettings.DEFAULT);

        assertThatThrownBy(() -> open.withdraw("m", " ", Duration.ofSeconds(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a reason");
    }

    @Test
    void whatGetsNoReplyIsSentAndNotSubmitted() {
        MessageClient open = open(ClientSettings.DEFAULT);
        MessageDraft draft = MessageDraft.ofType("tick").untracked().patient();

        assertThatThrownBy(() -> open.submit(draft)).isInstanceOf(IllegalArgumentException.class);
        assertThat(open.inFlight()).isZero();
        open.send(draft).join();

        assertThat(onlySubmitted().getRouting().getTracked()).isFalse();
        assertThat(onlySubmitted().getReplyTopic()).isEmpty();
        assertThat(onlySubmitted().getAttributes()).containsEntry("swarmlog.patient", "true");
    }

    @Test
    void givesUpWhenNobodyAnswers() {
        MessageClient open = open(ClientSettings.DEFAULT.withGrace(Duration.ZERO));

        CompletableFuture<Reply> reply = open.submit(MessageDraft.ofType("echo").timeout(Duration.ofMillis(30)));

        await().until(reply::isDone);
        assertThat(failureOf(reply).reason()).isEqualTo(Reason.TIMED_OUT);
        assertThat(failureOf(reply)).hasMessageContaining("accepted but not answered within 30 ms");
        assertThat(open.inFlight()).isZero();
    }

    @Test
    void failsAtOnceWhereTheClusterRefuses() {
        logs = new Logs(false);
        MessageClient open = open(ClientSettings.DEFAULT);

        CompletableFuture<Reply> reply = open.submit(MessageDraft.ofType("echo"));
        logs.producer.errorNext(new NotEnoughReplicasException("too few"));

        assertThat(failureOf(reply).reason()).isEqualTo(Reason.NOT_ACCEPTED);
        assertThat(failureOf(reply)).hasMessageContaining("too few");
    }

    @Test
    void beyondItsBoundItFailsFastWhereItShall() {
        MessageClient open = open(ClientSettings.DEFAULT.withInFlightMax(2, WhenFull.FAIL));
        CompletableFuture<Reply> first = open.submit(MessageDraft.ofType("echo"));
        open.submit(MessageDraft.ofType("echo"));

        assertThat(failureOf(open.submit(MessageDraft.ofType("echo"))).reason()).isEqualTo(Reason.TOO_MANY_IN_FLIGHT);

        answer(onlyFirstSubmitted().getMessageId(), ReplyStatus.COMPLETED);
        first.join();
        await().until(() -> !open.submit(MessageDraft.ofType("echo")).isCompletedExceptionally());
    }

    @Test
    void beyondItsBoundItWaitsForAPlaceWhereItShall() {
        MessageClient open = open(ClientSettings.DEFAULT.withInFlightMax(1, WhenFull.BLOCK));
        open.submit(MessageDraft.ofType("echo"));
        CompletableFuture<CompletableFuture<Reply>> blocked =
                CompletableFuture.supplyAsync(() -> open.submit(MessageDraft.ofType("echo")));
        String first = onlyFirstSubmitted().getMessageId();

        answer(first, ReplyStatus.COMPLETED);

        assertThat(blocked.join()).isNotCompletedExceptionally();
        assertThat(logs.values(logs.wire.topics().submitted)).hasSize(2);
    }

    @Test
    void skipsAReplyThatCannotBeRead() {
        MessageClient open = open(ClientSettings.DEFAULT);
        CompletableFuture<Reply> reply = open.submit(MessageDraft.ofType("echo"));
        String id = onlySubmitted().getMessageId();

        logs.arrives(logs.assigned(), id, new byte[] {9, 9, 9});
        answer(id, ReplyStatus.FAILED);

        assertThat(reply.join().getStatus()).isEqualTo(ReplyStatus.FAILED);
        assertThat(open.undecodable()).isEqualTo(1);
    }

    @Test
    void closingEndsEveryWait() {
        MessageClient open = open(ClientSettings.DEFAULT);
        CompletableFuture<Reply> reply = open.submit(MessageDraft.ofType("echo"));

        open.close();

        assertThat(failureOf(reply).reason()).isEqualTo(Reason.CLOSED);
        assertThat(failureOf(open.submit(MessageDraft.ofType("echo"))).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    void saysThatTheTopicIsMissing() {
        logs.consumer.updatePartitions("messages.replies", List.of());

        assertThatThrownBy(() -> new MessageClient(
                        logs.wire,
                        logs.reader(),
                        logs.writer(),
                        new SubmitSpans(OpenTelemetry.noop()),
                        ClientSettings.DEFAULT))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("no topic messages.replies");
    }

    private MessageClient open(ClientSettings settings) {
        logs.having(logs.wire.topics().replies, 8, RECORDS_BEFORE);
        client = new MessageClient(
                logs.wire, logs.reader(), logs.writer(), new SubmitSpans(OpenTelemetry.noop()), settings);
        return client;
    }

    private Message onlySubmitted() {
        assertThat(logs.values(logs.wire.topics().submitted)).hasSize(1);
        return onlyFirstSubmitted();
    }

    private Message onlyFirstSubmitted() {
        return logs.values(logs.wire.topics().submitted).get(0);
    }

    private void answer(String messageId, ReplyStatus status) {
        Topic<Reply> topic = logs.wire.topics().replies;
        Reply reply = new Reply(
                messageId,
                status,
                ErrorClass.NONE,
                "",
                0L,
                "agent",
                1,
                new Usage(0L, 0L, 0L),
                0L,
                0L,
                "application/json",
                ByteBuffer.allocate(0),
                List.of(),
                false);
        logs.arrives(topic, logs.assigned(), messageId, reply);
    }

    private static MessageFailure failureOf(CompletableFuture<?> future) {
        return (MessageFailure)
                future.handle((value, thrown) -> thrown instanceof MessageFailure ? thrown : thrown.getCause())
                        .join();
    }
}
