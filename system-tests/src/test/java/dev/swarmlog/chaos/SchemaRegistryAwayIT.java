package dev.swarmlog.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.platform.PlatformParts;
import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.PlainSchema;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schema registry may go away in the middle: what is known goes on, what is not waits, and nothing is buried. */
class SchemaRegistryAwayIT {
    @TempDir
    Path folder;

    @Test
    void knownSchemasGoOnAndAnUnseenOneWaitsUntilTheRegistryIsBack() throws Exception {
        try (PlatformParts platform = PlatformParts.start(folder, Telemetry.off());
                AgentHost host =
                        AgentHost.connect(platform.cluster()).add(echo()).start();
                MessageClient client = MessageClient.connect(platform.cluster())) {
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> answer(client) == ReplyStatus.COMPLETED);
            ClusterConfig cluster = platform.cluster();
            byte[] unseen = byNewerWriter(cluster, message("unseen"));

            platform.stopSchemaRegistry();
            assertThat(answer(client)).isEqualTo(ReplyStatus.COMPLETED);
            write(cluster, "unseen", unseen);
            Awaitility.await("the router stumbles over it")
                    .atMost(30, TimeUnit.SECONDS)
                    .pollInterval(20, TimeUnit.MILLISECONDS)
                    .until(() -> !platform.isReady());
            platform.startSchemaRegistry();

            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(Tally.of(cluster).replies()).containsKey("unseen"));
            assertThat(Tally.deadLettersOf(cluster)).isEmpty();
            assertThat(answer(client)).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(host.stats().completed()).isPositive();
        }
    }

    private static Agent echo() {
        return Agent.named("echo-1").capability("echo", "1.0.0").handler(context -> Result.json("1"));
    }

    private static ReplyStatus answer(MessageClient client) throws Exception {
        return client.submit(MessageDraft.ofType("echo").json("{}"))
                .get(30, TimeUnit.SECONDS)
                .getStatus();
    }

    private static Message message(String id) {
        return Message.newBuilder()
                .setMessageId(id)
                .setType("echo")
                .setSubmittedAtMs(System.currentTimeMillis())
                .setPayload(ByteBuffer.allocate(0))
                .build();
    }

    /** The same record as a program would write it whose schema has one more field, an int, at the end. */
    private static byte[] byNewerWriter(ClusterConfig cluster, Message message) {
        Topic<Message> topic = cluster.wire().topics().submitted;
        String newer = PlainSchema.of(topic.schema()).toString();
        newer = newer.substring(0, newer.lastIndexOf("]}")) + ",{\"name\":\"later\",\"type\":\"int\",\"default\":0}]}";
        int id = cluster.schemaRegistry().register(topic.subject(), new Schema.Parser().parse(newer));
        byte[] now = cluster.wire().serde(topic).serializer().serialize(topic.name(), message);
        byte[] later = Arrays.copyOf(now, now.length + 1);
        ByteBuffer.wrap(later).putInt(1, id);
        return later;
    }

    private static void write(ClusterConfig cluster, String key, byte[] value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(cluster.wire().topics().submitted.name(), key, value))
                    .get(10, TimeUnit.SECONDS);
        }
    }
}
