package dev.swarmlog.platform;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.HttpSchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.standalone.PlatformOptions.Listeners;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.Heartbeat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a platform knew, the next one on the same data knows; and what the front door says to what it cannot do. */
final class RestartIT {
    private static final int AGENTS = 50;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void forgetsNobodyAndDeclaresNobodyDead(@TempDir Path data) throws Exception {
        PlatformOptions options = PlatformOptions.keeping(data).withListeners(Listeners.ANY);
        try (Platform first = Platform.start(options)) {
            Wire wire = new Wire(new Topics(""), HttpSchemaRegistry.at(first.schemaRegistryUrl(), ""));
            write(first, wire, wire.topics().registrations, RestartIT::card);
            await().atMost(ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(get(first, "/overview").body()).contains("\"JOINING\":" + AGENTS));
            write(first, wire, wire.topics().heartbeats, id -> beat());
            await().atMost(ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(get(first, "/overview").body()).contains("\"HEALTHY\":" + AGENTS));
            frontDoorSaysWhatIsWrong(first);
        }

        try (Platform second = Platform.start(options)) {
            assertThat(get(second, "/overview").body())
                    .contains("\"byState\":{\"HEALTHY\":" + AGENTS + "}")
                    .contains("\"capacity\":" + 4 * AGENTS);
            assertThat(get(second, "/agents?capability=echo&version=%5E1.0&limit=1")
                            .body())
                    .contains("\"known\":" + AGENTS)
                    .contains("\"state\":\"HEALTHY\"");
            assertThat(get(second, "/agents/agent-7").body()).contains("\"agentId\":\"agent-7\"");
            assertThat(get(second, "/agents/nobody").statusCode()).isEqualTo(404);
            assertThat(get(second, "/agents?limit=none").statusCode()).isEqualTo(400);
            assertThat(get(second, "/").body()).contains("<title>Swarmlog</title>");
        }
    }

    private void frontDoorSaysWhatIsWrong(Platform platform) throws Exception {
        assertThat(post(platform, "/messages?wait=5000", "{\"type\": \"nobody.does.this\"}"))
                .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(422))
                .satisfies(reply -> assertThat(reply.body()).contains("\"status\":\"REJECTED\""));
        assertThat(post(platform, "/messages?wait=200", "{\"type\": \"echo\"}").statusCode())
                .isEqualTo(504);
        assertThat(post(platform, "/messages", "{\"type\": \"echo\", \"data\": {\"a\": 1}}"))
                .satisfies(reply -> assertThat(reply.statusCode()).isEqualTo(202))
                .satisfies(reply -> assertThat(reply.body()).contains("messageId"));
        assertThat(post(platform, "/messages", "{\"type\": ").statusCode()).isEqualTo(400);
        assertThat(post(platform, "/messages?wait=soon", "{\"type\": \"echo\"}").statusCode())
                .isEqualTo(400);
        assertThat(post(platform, "/messages", "\"" + "x".repeat(3_000_000) + "\"")
                        .statusCode())
                .isEqualTo(413);
    }

    private static <V extends SpecificRecord> void write(
            Platform platform, Wire wire, Topic<V> topic, Function<String, V> value) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", platform.bootstrapServers());
        try (var producer = new KafkaProducer<>(
                properties, new StringSerializer(), wire.serde(topic).serializer())) {
            for (int i = 0; i < AGENTS; i++) {
                String id = "agent-" + i;
                producer.send(new ProducerRecord<>(topic.name(), id, value.apply(id)))
                        .get();
            }
        }
    }

    /** An agent that promises a beat every thirty seconds, so that none is missed here. */
    private static AgentCard card(String id) {
        return AgentCard.newBuilder()
                .setAgentId(id)
                .setEpoch(1)
                .setCapabilities(List.of(new Capability("echo", "1.2.0")))
                .setConcurrency(4)
                .setInboxPartition(0)
                .setHeartbeatIntervalMs(30_000)
                .setWrittenAtMs(1)
                .build();
    }

    private static Heartbeat beat() {
        return Heartbeat.newBuilder().setEpoch(1).setSequence(0).setSentAtMs(1).build();
    }

    private HttpResponse<String> get(Platform platform, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(platform.httpUrl() + path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(Platform platform, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(platform.httpUrl() + path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
