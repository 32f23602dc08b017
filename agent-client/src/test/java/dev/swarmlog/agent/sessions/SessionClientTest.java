package dev.swarmlog.agent.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.cluster.Logs;
import dev.swarmlog.v1.SessionCommand;
import dev.swarmlog.v1.SessionCommandKind;
import dev.swarmlog.v1.SessionLetter;
import dev.swarmlog.v1.SessionRefusal;
import dev.swarmlog.v1.SessionReply;
import dev.swarmlog.v1.SessionState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionClientTest {
    private static final Duration HOLD = Duration.ofSeconds(30);
    private static final Duration WAIT = Duration.ofSeconds(20);

    private final Logs logs = new Logs();
    private SessionClient client;
    private Participant self;
    private int seen;

    @BeforeEach
    void open() {
        logs.having(logs.wire.topics().sessionReplies, 4, 100);
        client = new SessionClient(logs.wire, logs.reader(), logs.writer());
        self = new Participant(client, "s", "ann");
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void sendsTheSameCommandAgainWhenToldToComeAgain() {
        CompletableFuture<Long> sent = asked(() -> self.send("tasks", "1"));
        SessionCommand first = next();
        answer(first, reply(SessionRefusal.FULL).setRetryAfterMs(20));

        SessionCommand again = next();

        assertThat(again).isEqualTo(first);
        assertThat(again.getKind()).isEqualTo(SessionCommandKind.SEND);
        assertThat(again.getReplyPartition()).isEqualTo(logs.assigned().partition());
        answer(again, reply(SessionRefusal.NONE).setNumber(7));
        assertThat(sent.join()).isEqualTo(7);
    }

    @Test
    void anotherOnesFasterWriteIsNoFailureButAnyOtherRefusalIs() {
        CompletableFuture<Optional<Long>> slower = asked(() -> self.compareAndSet("k", 3, "v"));
        answer(next(), reply(SessionRefusal.CONFLICT).setNumber(4));
        assertThat(slower.join()).isEmpty();

        CompletableFuture<Optional<Long>> refused = asked(() -> self.compareAndSet("k", 3, "v"));
        answer(next(), reply(SessionRefusal.ENDED));

        assertThatThrownBy(refused::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SessionRefused.class, why -> assertThat(why.why()).isEqualTo(SessionRefusal.ENDED));
    }

    @Test
    void goesOnWaitingForAPhaseUntilItsTimeIsOver() {
        CompletableFuture<Boolean> open = asked(() -> self.awaitPhase("decide", WAIT));
        answer(next(), reply(SessionRefusal.LAPSED));
        SessionCommand again = next();
        answer(again, reply(SessionRefusal.NONE));
        assertThat(open.join()).isTrue();
        assertThat(again.getWaitMs()).isPositive().isLessThanOrEqualTo(WAIT.toMillis());

        CompletableFuture<Boolean> late = asked(() -> self.awaitPhase("decide", Duration.ZERO));
        answer(next(), reply(SessionRefusal.LAPSED));
        assertThat(late.join()).isFalse();
    }

    @Test
    void aLeaseIsOverForItsHolderFirst() {
        CompletableFuture<Optional<SessionLease>> got = asked(() -> self.lease("r", HOLD, WAIT));
        answer(next(), reply(SessionRefusal.NONE).setNumber(5));
        SessionLease lease = got.join().orElseThrow();
        assertThat(lease.fence()).isEqualTo(5);
        assertThat(lease.isValid()).isTrue();

        CompletableFuture<Boolean> renewed = asked(lease::renew);
        SessionCommand renewal = next();
        assertThat(renewal.getFence()).isEqualTo(5);
        answer(renewal, reply(SessionRefusal.STALE));

        assertThat(renewed.join()).isFalse();
        assertThat(lease.isValid()).isFalse();
        CompletableFuture<Optional<SessionLease>> none = asked(() -> self.lease("r", HOLD, WAIT));
        answer(next(), reply(SessionRefusal.LAPSED));
        assertThat(none.join()).isEmpty();
    }

    /** For it is not known when its time began. */
    @Test
    void renewsALeaseThatItWaitedForTooLong() {
        CompletableFuture<Optional<SessionLease>> got = asked(() -> self.lease("r", Duration.ofNanos(1), WAIT));
        answer(next(), reply(SessionRefusal.NONE).setNumber(5));

        SessionCommand renewal = next();

        assertThat(renewal.getKind()).isEqualTo(SessionCommandKind.RENEW);
        answer(renewal, reply(SessionRefusal.NONE));
        assertThat(got.join()).isPresent();
    }

    @Test
    void acknowledgesEachLetterUntilTheChannelIsClosed() {
        List<String> done = new ArrayList<>();
        CompletableFuture<Boolean> all = asked(() -> {
            self.receiveAll("tasks", HOLD, letter -> done.add(Participant.text(letter)));
            return true;
        });
        ByteBuffer value = ByteBuffer.wrap("x".getBytes(StandardCharsets.UTF_8));
        answer(next(), reply(SessionRefusal.NONE).setLetters(List.of(new SessionLetter(9L, "bob", value))));
        SessionCommand acknowledged = next();
        assertThat(acknowledged.getDone()).containsExactly(9L);
        answer(acknowledged, reply(SessionRefusal.NONE));
        answer(next(), reply(SessionRefusal.CLOSED));

        assertThat(all.join()).isTrue();
        assertThat(done).containsExactly("x");
    }

    @Test
    void whoWaitsWhenItIsClosedHearsSo() {
        CompletableFuture<Long> sent = asked(() -> self.put("k", "v"));
        next();

        client.close();

        assertThatThrownBy(sent::join).hasCauseInstanceOf(SessionFailure.class);
    }

    private static <T> CompletableFuture<T> asked(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call);
    }

    private SessionCommand next() {
        List<SessionCommand> written = new ArrayList<>();
        await().until(() -> {
            written.clear();
            written.addAll(logs.values(logs.wire.topics().sessionCommands));
            return written.size() > seen;
        });
        return written.get(seen++);
    }

    private static SessionReply.Builder reply(SessionRefusal refusal) {
        return SessionReply.newBuilder()
                .setCommandId("")
                .setSessionId("s")
                .setRefusal(refusal)
                .setState(SessionState.RUNNING)
                .setAtMs(1);
    }

    private void answer(SessionCommand command, SessionReply.Builder reply) {
        logs.arrives(
                logs.wire.topics().sessionReplies,
                logs.assigned(),
                command.getCorrelationKey(),
                reply.setCommandId(command.getCommandId()).build());
    }
}
