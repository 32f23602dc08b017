package dev.swarmlog.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.GroupLag;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.messages.ClientSettings;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class SdkOnABrokerIT {
    private Ground ground;
    private StandInRouter router;

    @BeforeAll
    void start() throws Exception {
        ground = new Ground();
        router = new StandInRouter(ground.config());
    }

    @AfterAll
    void stop() {
        router.close();
        ground.close();
    }

    @Test
    void everyMessageIsHandledOnceAndAnsweredOnceThoughDeliveredTwice() {
        Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
        try (AgentHost host = host("counting", runs);
                MessageClient client = MessageClient.connect(ground.config())) {
            List<CompletableFuture<Reply>> replies = submit(client, 2_000);

            assertAllCompleted(replies);
            assertThat(runs).hasSize(2_000);
            assertThat(runs.values()).allSatisfy(times -> assertThat(times).hasValue(1));
            assertThat(host.stats().undecodable()).isZero();
        }
    }

    @Test
    void tellsHowFarGroupsAreBehind() throws Exception {
        Topic<Alert> topic = ground.config().wire().topics().alerts;
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", ground.config().bootstrapServers(), "group.id", "slow");
        try (LogWriter writer = LogWriter.open(ground.config(), "writer", 0);
                GroupLag lag = GroupLag.open(ground.config(), "lag");
                var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            Alert alert = new Alert("test", Severity.INFO, "code", "text", Map.of(), 0L);
            for (int i = 0; i < 10; i++) {
                writer.to(topic).send("key", alert, (at, failure) -> {});
            }
            writer.flush();
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(end - 4)));

            assertThat(lag.behind(List.of("slow", "nobody"))).isEqualTo(Map.of("slow", 4L));
        }
    }

    @Test
    void hostAndClientOutliveARestartOfTheBroker() {
        Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
        try (AgentHost host = host("surviving", runs);
                MessageClient client = MessageClient.connect(
                        ground.config(), ClientSettings.DEFAULT.withTimeout(Duration.ofMinutes(2)))) {
            List<CompletableFuture<Reply>> replies = submit(client, 200);
            ground.restartBroker();
            replies.addAll(submit(client, 200));

            assertAllCompleted(replies);
            assertThat(runs).hasSize(400);
            assertThat(runs.values()).allSatisfy(times -> assertThat(times).hasValue(1));
            assertThat(host.size()).isEqualTo(1);
        }
    }

    private AgentHost host(String agentId, Map<String, AtomicInteger> runs) {
        Agent agent = Agent.named(agentId)
                .capability("count", "1.0.0")
                .concurrency(64)
                .queueMax(10_000)
                .handler(context -> {
                    runs.computeIfAbsent(context.messageId(), fresh -> new AtomicInteger())
                            .incrementAndGet();
                    return Result.of(context.contentType(), context.payload());
                });
        return AgentHost.connect(ground.config()).add(agent).start();
    }

    private static List<CompletableFuture<Reply>> submit(MessageClient client, int count) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replies.add(client.submit(MessageDraft.ofType("count").json("{\"i\":" + i + "}")));
        }
        return replies;
    }

    private static void assertAllCompleted(List<CompletableFuture<Reply>> replies) {
        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.join().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        });
    }
}
