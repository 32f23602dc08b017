package dev.swarmlog.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.HttpSchemaRegistry;
import dev.swarmlog.schemas.wire.PlainSchema;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.DeadLetterReason;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bad input gets a clear answer or a dead letter, and the next good record is worked on as if nothing had been. */
class BadInputIT {
    private static final long SEED = 20261121L;
    private static final int UNKNOWN_SCHEMA_ID = 987_654;

    private static Platform platform;
    private static ClusterConfig cluster;
    private static AgentHost host;
    private static MessageClient client;
    private static KafkaProducer<String, byte[]> raw;

    @BeforeAll
    static void start() {
        platform =
                Platform.start(PlatformOptions.temporary().withEnv(Map.of("SWARMLOG_ROUTER_UNKNOWN_GRACE_MS", "200")));
        cluster = ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl());
        host = AgentHost.connect(cluster)
                .add(Agent.named("echo-1")
                        .capability("echo", "1.0.0")
                        .concurrency(4)
                        .handler(context -> Result.json(
                                StandardCharsets.UTF_8.decode(context.payload()).toString())))
                .start();
        client = MessageClient.connect(cluster);
        raw = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        platform.bootstrapServers(),
                        "max.request.size",
                        2 * Limits.RECORD_BYTES_MAX),
                new StringSerializer(),
                new ByteArraySerializer());
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> echo("hello") == ReplyStatus.COMPLETED);
    }

    @AfterAll
    static void stop() {
        raw.close();
        client.close();
        host.close();
        platform.close();
    }

    @Test
    void undecodableBytesOnEveryInputTopicBecomeDeadLettersAndTheStreamGoesOn() throws Exception {
        Topics topics = cluster.wire().topics();
        List<Topic<?>> inputs =
                List.of(topics.registrations, topics.heartbeats, topics.status, topics.submitted, topics.outcomes);
        Random random = new Random(SEED);

        for (Topic<?> topic : inputs) {
            byte[] garbage = new byte[100];
            random.nextBytes(garbage);
            garbage[0] = 7;
            writeEverywhere(topic, "garbage", garbage);
        }

        for (Topic<?> topic : inputs) {
            awaitLetter(topic.name(), DeadLetterReason.UNDECODABLE);
        }
        assertThat(echo("after garbage")).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void anAgentsInboxSurvivesUndecodableBytes() throws Exception {
        writeEverywhere(cluster.wire().topics().deliveries, "echo-1", new byte[] {1, 2, 3});

        awaitLetter(cluster.wire().topics().deliveries.name(), DeadLetterReason.UNDECODABLE);
        assertThat(echo("after garbage in the inbox")).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void aRequesterSurvivesUndecodableReplies() throws Exception {
        writeEverywhere(cluster.wire().topics().replies, "nobody", new byte[] {0, 0, 0});

        assertThat(echo("after garbage among the replies")).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void anUnknownSchemaIdIsADeadLetter() throws Exception {
        ByteBuffer value = ByteBuffer.allocate(20).put((byte) 0).putInt(UNKNOWN_SCHEMA_ID);

        send(cluster.wire().topics().submitted, "unknown-schema", value.array());

        DeadLetter letter = awaitLetterOf("unknown-schema");
        assertThat(letter.getDetail()).contains(String.valueOf(UNKNOWN_SCHEMA_ID));
        assertThat(echo("after an unknown schema")).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void aSchemaForBombsIsNotEvenRegistered() {
        Schema recursive = new Schema.Parser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"Nest\",\"fields\":[{\"name\":\"in\",\"type\":[\"null\",\"Nest\"]}]}");
        HttpSchemaRegistry registry = HttpSchemaRegistry.at(platform.schemaRegistryUrl(), "");

        assertThatThrownBy(() -> registry.register("bomb-value", recursive)).hasMessageContaining("nested deeper than");
    }

    @Test
    void aBombUnderAKnownSchemaIsADeadLetter() throws Exception {
        Topic<Message> topic = cluster.wire().topics().submitted;
        int id = HttpSchemaRegistry.at(platform.schemaRegistryUrl(), "")
                .idOf(topic.subject(), PlainSchema.of(topic.schema()));
        byte[] bomb = new byte[10_005];
        Arrays.fill(bomb, (byte) 0x7f);
        ByteBuffer.wrap(bomb).put((byte) 0).putInt(id);

        send(topic, "bomb", bomb);

        assertThat(awaitLetterOf("bomb").getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
        assertThat(echo("after a bomb")).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void aRecordOverTheLimitIsADeadLetterOrRefusedByTheBroker() throws Exception {
        byte[] huge = new byte[Limits.RECORD_BYTES_MAX + 50_000];

        var written =
                raw.send(new ProducerRecord<>(cluster.wire().topics().submitted.name(), "huge", huge));

        assertThat(written)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("larger than the max message size");
        assertThat(echo("after an oversized record")).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void anUnknownCapabilityThatNobodyWaitsForIsADeadLetter() throws Exception {
        String id = client.send(MessageDraft.ofType("no.such.thing.either").json("{}"))
                .get(20, TimeUnit.SECONDS);

        assertThat(awaitLetterOf(id).getReason()).isEqualTo(DeadLetterReason.NO_SUCH_CAPABILITY);
    }

    private static ReplyStatus echo(String text) throws Exception {
        String json = "\"" + text + "\"";
        Reply reply = client.submit(MessageDraft.ofType("echo").json(json)).get(30, TimeUnit.SECONDS);
        if (reply.getStatus() == ReplyStatus.COMPLETED) {
            assertThat(StandardCharsets.UTF_8
                            .decode(reply.getResult().duplicate())
                            .toString())
                    .isEqualTo(json);
        }
        return reply.getStatus();
    }

    private static void writeEverywhere(Topic<?> topic, String key, byte[] value) throws Exception {
        for (int partition = 0; partition < raw.partitionsFor(topic.name()).size(); partition++) {
            raw.send(new ProducerRecord<>(topic.name(), partition, key, value)).get(10, TimeUnit.SECONDS);
        }
    }

    private static void send(Topic<?> topic, String key, byte[] value) throws Exception {
        raw.send(new ProducerRecord<>(topic.name(), key, value)).get(10, TimeUnit.SECONDS);
    }

    private static void awaitLetter(String topic, DeadLetterReason reason) {
        Awaitility.await("a dead letter from " + topic)
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> Tally.deadLettersOf(cluster).values().stream()
                        .flatMap(List::stream)
                        .anyMatch(letter -> letter.getTopic().equals(topic) && letter.getReason() == reason));
    }

    private static DeadLetter awaitLetterOf(String key) {
        return Awaitility.await("a dead letter of " + key)
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> Tally.deadLettersOf(cluster).get(key), letters -> letters != null)
                .getFirst();
    }
}
