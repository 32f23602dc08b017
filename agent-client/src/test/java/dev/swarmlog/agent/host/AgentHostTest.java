package dev.swarmlog.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.Logs;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentEvent;
import dev.swarmlog.v1.AgentEventType;
import dev.swarmlog.v1.Heartbeat;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.Outcome;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentHostTest {
    private final Logs logs = new Logs();
    private final Topics topics = logs.wire.topics();
    private @Nullable AgentHost host;

    @AfterEach
    void close() {
        if (host != null) {
            host.abort();
        }
    }

    @Test
    void registersBeatsServesAndLeaves() {
        AgentHost open = open(HostSettings.DEFAULT.withInboxPartition(6));
        open.add(agent("a")).start();

        AgentCard card = logs.values(topics.registrations).get(0);
        assertThat(card.getIntent()).isEqualTo(Intent.JOIN);
        assertThat(card.getInboxPartition()).isEqualTo(6);
        assertThat(card.getConcurrency()).isEqualTo(4);
        assertThat(card.getCapabilities()).hasSize(1);
        assertThat(card.getHeartbeatIntervalMs()).isEqualTo(5_000);

        logs.arrives(
                topics.deliveries,
                logs.assigned(),
                "a",
                Deliveries.to("a", card.getEpoch()).message("m1").build());
        await().until(() -> logs.values(topics.outcomes).size() == 1);
        await().until(() -> !logs.values(topics.heartbeats).isEmpty());

        open.close();

        assertThat(logs.values(topics.outcomes))
                .extracting(Outcome::getMessageId)
                .containsExactly("m1");
        assertThat(logs.values(topics.registrations))
                .extracting(AgentCard::getIntent)
                .containsExactly(Intent.JOIN, Intent.LEAVE);
        assertThat(open.stats().completed()).isEqualTo(1);
        assertThat(logs.producer.closed()).isTrue();
    }

    @Test
    void itsPositionStandsBeforeItsCards() {
        AgentHost open = open(HostSettings.DEFAULT);

        assertThat(logs.consumer.position(logs.assigned())).isEqualTo(100);
        assertThat(logs.producer.history()).isEmpty();
        assertThat(open.size()).isZero();
    }

    @Test
    void aSecondStartOfAnAgentHasALaterEpoch() {
        AgentHost open = open(HostSettings.DEFAULT).add(agent("a")).start();

        assertThat(open.remove("a")).isTrue();
        open.add(agent("a"));

        List<AgentCard> cards = logs.values(topics.registrations);
        assertThat(cards).extracting(AgentCard::getIntent).containsExactly(Intent.JOIN, Intent.LEAVE, Intent.JOIN);
        assertThat(cards.get(2).getEpoch()).isGreaterThan(cards.get(0).getEpoch());
        assertThatThrownBy(() -> open.add(agent("a"))).hasMessageContaining("agent a is at this host already");
    }

    @Test
    void thousandsOfAgentsBeatFromOneThread() {
        int threadsBefore = Thread.activeCount();
        AgentHost open = open(HostSettings.DEFAULT.withHeartbeatInterval(Duration.ofMillis(200)));
        for (int i = 0; i < 2_000; i++) {
            open.add(agent("agent-" + i));
        }

        open.start();

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            List<Heartbeat> beats = logs.values(topics.heartbeats);
            return beats.size() >= 6_000;
        });
        assertThat(Thread.activeCount() - threadsBefore).isLessThan(6);
        assertThat(logs.values(topics.registrations)).hasSize(2_000);
    }

    @Test
    void cardsAreRepeatedNowAndThen() {
        open(HostSettings.DEFAULT
                        .withHeartbeatInterval(Duration.ofMillis(100))
                        .withCardInterval(Duration.ofMillis(200)))
                .add(agent("a"))
                .start();

        await().until(() -> logs.values(topics.registrations).size() >= 3);

        assertThat(logs.values(topics.registrations))
                .extracting(AgentCard::getEpoch)
                .containsOnly(logs.values(topics.registrations).get(0).getEpoch());
    }

    @Test
    void whoIsRetiredEndsItsWorkBeforeTheRegistryHears() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AgentHost open = open(HostSettings.DEFAULT)
                .add(
                        agent("idle"),
                        Agent.named("busy").capability("work", "1.0.0").handler(context -> {
                            begun.countDown();
                            go.await();
                            return Result.nothing();
                        }))
                .start();
        AgentCard card = logs.values(topics.registrations).stream()
                .filter(each -> each.getAgentId().equals("busy"))
                .findFirst()
                .orElseThrow();
        logs.arrives(
                topics.deliveries,
                logs.assigned(),
                "busy",
                Deliveries.to("busy", card.getEpoch()).message("m1").build());
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> retired = CompletableFuture.runAsync(() -> {
            try {
                open.retire(List.of("busy", "nobody"));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().pollDelay(Duration.ofMillis(60)).until(() -> !retired.isDone());
        assertThat(logs.values(topics.registrations)).allMatch(each -> each.getIntent() == Intent.JOIN);
        go.countDown();
        retired.get(10, TimeUnit.SECONDS);

        assertThat(logs.values(topics.outcomes)).hasSize(1);
        assertThat(logs.values(topics.registrations))
                .last()
                .satisfies(last -> assertThat(last.getIntent()).isEqualTo(Intent.LEAVE));
        assertThat(open.size()).isEqualTo(1);
    }

    @Test
    void anAbortSaysNothing() {
        AgentHost open = open(HostSettings.DEFAULT).add(agent("a")).start();

        open.abort();

        assertThat(logs.values(topics.registrations))
                .extracting(AgentCard::getIntent)
                .containsExactly(Intent.JOIN);
    }

    @Test
    void refusesAnInboxThatIsNotThere() {
        assertThatThrownBy(() -> open(HostSettings.DEFAULT.withInboxPartition(16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 15 is expected");
    }

    @Test
    void anAgentThatWasRefusedForItsEpochJoinsAgainAboveTheOneThatTheRegistryKnows() {
        AgentHost open = open(HostSettings.DEFAULT).add(agent("a")).start();
        long refused = card(0).getEpoch();

        tell("a", AgentEventType.REJECTED, refused + 1_000_000, "OLD_EPOCH: too old");

        await().until(() -> logs.values(topics.registrations).size() == 2);
        long higher = card(1).getEpoch();
        assertThat(higher).isBetween(refused + 1_000_001, refused + 1_001_000);
        assertThat(open.stats().rejoined()).isEqualTo(1);
        await().until(() -> logs.values(topics.heartbeats).stream().anyMatch(beat -> beat.getEpoch() == higher));
        logs.arrives(
                topics.deliveries,
                logs.assigned(),
                "a",
                Deliveries.to("a", higher).message("m1").build());
        await().until(() -> logs.values(topics.outcomes).size() == 1);
    }

    @Test
    void anAgentThatWasRegisteredStopsWhenALaterStartOvertakesIt() {
        AgentHost open = open(HostSettings.DEFAULT).add(agent("a"), agent("b")).start();
        tell("a", AgentEventType.REGISTERED, epochOf("a"), "");

        tell("a", AgentEventType.REGISTERED, epochOf("a") + 1, "");

        await().until(() -> open.stats().overtaken() == 1);
        assertThat(open.size()).isEqualTo(1);
        open.close();
        assertThat(logs.values(topics.registrations))
                .filteredOn(card -> card.getIntent() == Intent.LEAVE)
                .extracting(AgentCard::getAgentId)
                .containsExactly("b");
    }

    @Test
    void anAgentThatTheRegistryDoesNotKnowShowsItsCardAgain() {
        open(HostSettings.DEFAULT.withHeartbeatInterval(Duration.ofMillis(100)))
                .add(agent("a"))
                .start();

        tell("a", AgentEventType.REJECTED, 0, "UNKNOWN_AGENT: a beat of an agent that never sent its card here");

        await().until(() -> logs.values(topics.registrations).size() == 2);
        assertThat(card(1).getEpoch()).isEqualTo(card(0).getEpoch());
    }

    @Test
    void newsThatCannotBeReadHoldsUpNoWork() {
        AgentHost open = open(HostSettings.DEFAULT).add(agent("a")).start();
        logs.arrives(new TopicPartition(topics.agentEvents.name(), 1), "a", new byte[] {1, 2, 3});

        logs.arrives(
                topics.deliveries,
                logs.assigned(),
                "a",
                Deliveries.to("a", epochOf("a")).message("m1").build());

        await().until(() -> open.stats().completed() == 1);
    }

    private void tell(String id, AgentEventType type, long epoch, String reason) {
        logs.arrives(
                topics.agentEvents,
                new TopicPartition(topics.agentEvents.name(), 1),
                id,
                new AgentEvent(id, type, epoch, reason, 0L));
    }

    private AgentCard card(int index) {
        return logs.values(topics.registrations).get(index);
    }

    private long epochOf(String id) {
        return logs.values(topics.registrations).stream()
                .filter(card -> card.getAgentId().equals(id))
                .findFirst()
                .orElseThrow()
                .getEpoch();
    }

    private AgentHost open(HostSettings settings) {
        logs.having(topics.deliveries, 16, 100).having(topics.outcomes, 8, 0).having(topics.agentEvents, 2, 50);
        host = new AgentHost(logs.wire, logs.reader(), logs.writer(), OpenTelemetry.noop(), settings);
        return host;
    }

    private static Agent agent(String id) {
        return Agent.named(id).capability("echo", "1.0.0").concurrency(4).handler(context -> Result.nothing());
    }
}
