package dev.swarmlog.agent.host;

import static dev.swarmlog.agent.host.HostBench.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.AgentHandler;
import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.Result;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.DeadLetterReason;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.OutcomeStatus;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkTest {
    private final HostBench bench = new HostBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void answersInThePartitionThatTheDeliveryNames() {
        bench.with(echo());

        bench.deliver(Deliveries.to("echo", EPOCH).message("m1").fence(4).payload("hello"));

        Outcome outcome = bench.awaitOutcomes(1).get(0);
        assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.COMPLETED);
        assertThat(outcome.getDeliveryId()).isEqualTo("m1#1");
        assertThat(outcome.getFence()).isEqualTo(4);
        assertThat(outcome.getAgentEpoch()).isEqualTo(EPOCH);
        assertThat(outcome.getResult()).isEqualTo(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
        var record = bench.records(bench.wire.topics().outcomes).get(0);
        assertThat(record.partition()).isEqualTo(3);
        assertThat(record.key()).isEqualTo("m1");
    }

    @Test
    void answersByTheKeyWhereThereIsNoSuchPartition() {
        bench.with(echo());

        bench.deliver(Deliveries.to("echo", EPOCH).outcomePartition(99));

        bench.awaitOutcomes(1);
        assertThat(bench.records(bench.wire.topics().outcomes).get(0).partition())
                .isNull();
    }

    @Test
    void whatItsGuardRefusesIsNotEvenMade() {
        AtomicInteger made = new AtomicInteger();
        bench.with(Agent.named("lazy")
                .capability("work", "1.0.0")
                .guardedBy(handler -> context -> {
                    if (context.messageId().equals("m1")) {
                        throw AgentFailure.resourceExhausted("no room");
                    }
                    return handler.handle(context);
                })
                .handlerFactory(() -> {
                    made.incrementAndGet();
                    return context -> Result.text("done");
                }));

        bench.deliver(Deliveries.to("lazy", EPOCH).message("m1"));

        Outcome refused = bench.awaitOutcomes(1).get(0);
        assertThat(refused.getErrorClass()).isEqualTo(ErrorClass.RESOURCE_EXHAUSTED);
        assertThat(refused.getError()).isEqualTo("no room");
        assertThat(made).hasValue(0);
        bench.deliver(Deliveries.to("lazy", EPOCH).message("m2"));
        assertThat(bench.awaitOutcomes(2).get(1).getStatus()).isEqualTo(OutcomeStatus.COMPLETED);
        assertThat(made).hasValue(1);
    }

    @Test
    void whoIsLeavingBeginsNothing() {
        bench.with(echo());
        bench.hosted("echo").beginLeaving();

        bench.deliver(Deliveries.to("echo", EPOCH).message("m1"));

        Outcome outcome = bench.awaitOutcomes(1).get(0);
        assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.REJECTED);
        assertThat(outcome.getErrorClass()).isEqualTo(ErrorClass.RETRYABLE);
    }

    @Test
    void aRepetitionIsAnsweredAlikeUnderItsOwnFenceWithoutARun() {
        AtomicInteger runs = new AtomicInteger();
        bench.with(inline(context -> Result.text("run " + runs.incrementAndGet())));
        bench.deliver(Deliveries.to("inline", EPOCH).message("m1").fence(1));

        bench.deliver(Deliveries.to("inline", EPOCH).message("m1").fence(2));

        List<Outcome> outcomes = bench.outcomes();
        assertThat(runs).hasValue(1);
        assertThat(outcomes).extracting(Outcome::getFence).containsExactly(1L, 2L);
        assertThat(outcomes.get(1).getResult()).isEqualTo(outcomes.get(0).getResult());
        assertThat(bench.counts.snapshot(0).repeated()).isEqualTo(1);
    }

    @Test
    void aRepetitionOfWhatStillRunsIsIgnoredButRaisesTheFence() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        bench.with(
                Agent.named("slow").capability("slow", "1.0.0").concurrency(4).handler(context -> {
                    runs.incrementAndGet();
                    running.countDown();
                    go.await();
                    return Result.nothing();
                }));
        bench.deliver(Deliveries.to("slow", EPOCH).fence(1));
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

        bench.deliver(Deliveries.to("slow", EPOCH).fence(9));
        go.countDown();

        assertThat(bench.awaitOutcomes(1)).extracting(Outcome::getFence).containsExactly(9L);
        assertThat(runs).hasValue(1);
    }

    @Test
    void runsWhatHasNoLeaseAndTellsNobody() {
        AtomicInteger runs = new AtomicInteger();
        bench.with(inline(context -> Result.text("run " + runs.incrementAndGet())));

        bench.deliver(Deliveries.to("inline", EPOCH).leaseMs(0));

        assertThat(runs).hasValue(1);
        assertThat(bench.outcomes()).isEmpty();
        assertThat(bench.counts.snapshot(0).completed()).isEqualTo(1);
    }

    @Test
    void theNextAttemptAtAMessageRunsAgain() {
        AtomicInteger runs = new AtomicInteger();
        bench.with(inline(context -> Result.text("run " + runs.incrementAndGet())));

        bench.deliver(Deliveries.to("inline", EPOCH).attempt(1));
        bench.deliver(Deliveries.to("inline", EPOCH).attempt(2));

        assertThat(runs).hasValue(2);
    }

    @Test
    void takesAsManyAsItHasPlacesQueuesAFewAndRefusesTheRest() {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        bench.with(Agent.named("slow")
                .capability("slow", "1.0.0")
                .concurrency(2)
                .queueMax(3)
                .handler(context -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    go.await();
                    atOnce.decrementAndGet();
                    return Result.nothing();
                }));

        for (int i = 0; i < 7; i++) {
            bench.deliver(Deliveries.to("slow", EPOCH).message("m" + i));
        }

        List<Outcome> refused = bench.outcomes();
        assertThat(refused).extracting(Outcome::getMessageId).containsExactly("m5", "m6");
        assertThat(refused).allSatisfy(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.REJECTED);
            assertThat(outcome.getErrorClass()).isEqualTo(ErrorClass.RESOURCE_EXHAUSTED);
            assertThat(outcome.getError()).contains("2 deliveries in work and 3 waiting");
        });
        go.countDown();
        assertThat(bench.awaitOutcomes(7))
                .filteredOn(outcome -> outcome.getStatus() == OutcomeStatus.COMPLETED)
                .hasSize(5);
        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorClass.class,
            names = {"RETRYABLE", "NON_RETRYABLE", "RATE_LIMITED", "RESOURCE_EXHAUSTED"})
    void aFailureIsToldAsTheHandlerClassesIt(ErrorClass errorClass) {
        bench.with(inline(context -> {
            throw switch (errorClass) {
                case NON_RETRYABLE -> AgentFailure.nonRetryable("no");
                case RATE_LIMITED -> AgentFailure.rateLimited("no", Duration.ofSeconds(7));
                case RESOURCE_EXHAUSTED -> AgentFailure.resourceExhausted("no");
                case RETRYABLE, NONE, UNKNOWN -> AgentFailure.retryable("no");
            };
        }));

        bench.deliver(Deliveries.to("inline", EPOCH));

        Outcome outcome = bench.awaitOutcomes(1).get(0);
        assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.FAILED);
        assertThat(outcome.getErrorClass()).isEqualTo(errorClass);
        assertThat(outcome.getError()).isEqualTo("no");
        assertThat(outcome.getRetryAfterMs()).isEqualTo(errorClass == ErrorClass.RATE_LIMITED ? 7_000 : 0);
    }

    @Test
    void badInputIsNeverTriedAgainAndAnythingElseMayBe() {
        assertThat(failing(new IllegalArgumentException("bad")).getErrorClass()).isEqualTo(ErrorClass.NON_RETRYABLE);
        assertThat(failing(new NumberFormatException("x")).getErrorClass()).isEqualTo(ErrorClass.NON_RETRYABLE);
        assertThat(failing(new IOException("net")).getErrorClass()).isEqualTo(ErrorClass.RETRYABLE);
        assertThat(failing(new StackOverflowError()).getErrorClass()).isEqualTo(ErrorClass.RETRYABLE);
        assertThat(failing(new IOException("net")).getError()).isEqualTo("java.io.IOException: net");
    }

    @Test
    void aResultBeyondTheLimitFailsForGoodAndSaysWhy() {
        bench.with(inline(context -> Result.of("application/x", new byte[Limits.PAYLOAD_BYTES_MAX + 1])));

        bench.deliver(Deliveries.to("inline", EPOCH));

        Outcome outcome = bench.awaitOutcomes(1).get(0);
        assertThat(outcome.getErrorClass()).isEqualTo(ErrorClass.NON_RETRYABLE);
        assertThat(outcome.getError()).contains("1000001 bytes").contains("at most 1000000");
    }

    @Test
    void skipsOtherAgentsDeliveriesWithoutReadingThem() {
        bench.with(echo());

        bench.deliver("somebody-else", new byte[] {1, 2, 3}, new RecordHeaders());
        bench.deliver((String) null, new byte[] {1, 2, 3}, new RecordHeaders());

        assertThat(bench.producer.history()).isEmpty();
        assertThat(bench.counts.snapshot(0).undecodable()).isZero();
    }

    @Test
    void dropsDeliveriesToAnEarlierStart() {
        bench.with(echo());

        bench.deliver(Deliveries.to("echo", EPOCH - 1));

        assertThat(bench.producer.history()).isEmpty();
        assertThat(bench.counts.snapshot(0).stale()).isEqualTo(1);
    }

    @Test
    void buriesWhatCannotBeReadWithItsCoordinates() {
        bench.with(inline(context -> Result.nothing()));

        bench.deliver("inline", new byte[] {42, 42}, new RecordHeaders());
        bench.deliver("inline", null, new RecordHeaders());
        bench.deliver(Deliveries.to("inline", EPOCH));

        assertThat(bench.deadLetters()).hasSize(2).first().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
            assertThat(letter.getTopic()).isEqualTo("messages.deliveries");
            assertThat(letter.getPartition()).isEqualTo(5);
            assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(new byte[] {42, 42}));
        });
        assertThat(bench.outcomes()).hasSize(1);
    }

    @Test
    void aLazyHandlerIsMadeAtTheFirstDeliveryAndClosedWhenOthersNeedItsPlace() {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        HostBench small = new HostBench(OpenTelemetry.noop(), HostSettings.DEFAULT.withLiveHandlersMax(2));
        for (String id : List.of("a", "b", "c")) {
            small.with(Agent.named(id).capability("x", "1.0.0").handlerFactory(() -> {
                made.incrementAndGet();
                return new ClosingHandler(closed);
            }));
        }
        assertThat(made).hasValue(0);

        int sent = 0;
        for (String id : List.of("a", "a", "b", "c")) {
            small.deliver(Deliveries.to(id, EPOCH).message("m" + sent));
            small.awaitOutcomes(++sent);
        }

        await().until(() -> closed.get() == 1);
        assertThat(made).hasValue(3);
        assertThat(small.work.activations().live()).isEqualTo(2);
        small.close();
    }

    private record ClosingHandler(AtomicInteger closed) implements AgentHandler, AutoCloseable {
        @Override
        public Result handle(HandlerContext context) {
            return Result.nothing();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private Outcome failing(Throwable thrown) {
        int before = bench.outcomes().size();
        bench.with(inline(context -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        }));
        bench.deliver(Deliveries.to("inline", EPOCH).message("m" + before));
        return bench.outcomes().get(before);
    }

    private static Agent inline(AgentHandler handler) {
        return Agent.named("inline").capability("x", "1.0.0").inline(handler);
    }

    private static Agent echo() {
        return Agent.named("echo")
                .capability("echo", "1.0.0")
                .handler(context -> Result.of(context.contentType(), context.payload()));
    }
}
