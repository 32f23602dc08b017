package dev.swarmlog.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.HttpSchemaRegistry;
import dev.swarmlog.schemas.wire.RegistryAddress;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.standalone.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class EmbeddedSchemaRegistryIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Schema ONE_FIELD =
            SchemaBuilder.record("a.Thing").fields().requiredInt("x").endRecord();
    private static final Schema REQUIRED_FIELD = SchemaBuilder.record("a.Thing")
            .fields()
            .requiredInt("x")
            .requiredInt("y")
            .endRecord();

    private static EmbeddedBroker broker;
    private static EmbeddedSchemaRegistry registry;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.temporary();
        registry = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    @Test
    void servesTheWholeCatalogueAndKeepsItOverARestart() {
        HttpSchemaRegistry client = HttpSchemaRegistry.at(URI.create(registry.url()));
        Topics topics = new Topics("kept.");
        new Wire(topics, client).registerSchemas();
        List<Integer> before = idsOf(topics);

        try (EmbeddedSchemaRegistry restarted = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0)) {
            HttpSchemaRegistry fresh = HttpSchemaRegistry.at(URI.create(restarted.url()));
            new Wire(topics, fresh).registerSchemas();

            assertThat(new HashSet<>(before))
                    .as("an id for each schema, which topics may share")
                    .hasSize((int)
                            topics.all().stream().map(Topic::schema).distinct().count());
            assertThat(idsOf(topics)).isEqualTo(before);
            assertThat(fresh.byId(before.getFirst())).isEqualTo(client.byId(before.getFirst()));
        }
    }

    private static List<Integer> idsOf(Topics topics) {
        return topics.all().stream()
                .map(topic -> call("GET", "/subjects/" + topic.subject() + "/versions/latest", "")
                        .path("id")
                        .asInt())
                .toList();
    }

    @Test
    void givesOneIdToASchemaThatManyBringAtOnce() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> ids = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String subject = "at-once-" + i % 4;
                ids.add(pool.submit(() -> call("POST", "/subjects/" + subject + "/versions", body(ONE_FIELD))
                        .path("id")
                        .asInt()));
            }
            Set<Integer> different = new HashSet<>();
            for (Future<Integer> id : ids) {
                different.add(id.get());
            }

            assertThat(different).hasSize(1).doesNotContain(0);
            assertThat(call("GET", "/subjects/at-once-0/versions", "").toString())
                    .isEqualTo("[1]");
        }
    }

    @Test
    void refusesWithTheCodesThatClientsKnow() {
        call("POST", "/subjects/codes/versions", body(ONE_FIELD));

        assertThat(code("GET", "/subjects/nobody/versions/latest", "")).isEqualTo(40401);
        assertThat(code("GET", "/subjects/codes/versions/9", "")).isEqualTo(40402);
        assertThat(code("GET", "/schemas/ids/99999", "")).isEqualTo(40403);
        assertThat(code("POST", "/subjects/codes", body(REQUIRED_FIELD))).isEqualTo(40403);
        assertThat(code("POST", "/subjects/codes/versions", "{\"schema\":\"{\"}"))
                .isEqualTo(42201);
        assertThat(code("POST", "/subjects/codes/versions", "not json")).isEqualTo(400);
        assertThat(code("GET", "/subjects/codes/versions/first", "")).isEqualTo(42202);
        assertThat(code("PUT", "/config", "{\"compatibility\":\"MAYBE\"}")).isEqualTo(42203);
        assertThat(code("POST", "/subjects/codes/versions", body(REQUIRED_FIELD)))
                .isEqualTo(409);
        assertThat(code("GET", "/elsewhere", "")).isEqualTo(404);
        assertThat(code("PUT", "/subjects", "")).isEqualTo(405);
    }

    @Test
    void saysWhatIsCompatibleAndLetsTheLevelBeChanged() {
        call("POST", "/subjects/level/versions", body(ONE_FIELD));
        String check = "/compatibility/subjects/level/versions/latest?verbose=true";

        assertThat(call("POST", check, body(REQUIRED_FIELD))
                        .path("is_compatible")
                        .asBoolean())
                .isFalse();
        call("PUT", "/config/level", "{\"compatibility\":\"FORWARD\"}");
        assertThat(call("POST", check, body(REQUIRED_FIELD))
                        .path("is_compatible")
                        .asBoolean())
                .isTrue();
        assertThat(call("GET", "/config/level", "").path("compatibilityLevel").asText())
                .isEqualTo("FORWARD");
        assertThat(call("GET", "/config", "").path("compatibilityLevel").asText())
                .isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void refusesHostileSchemas() {
        Schema recursive = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"n\",\"type\":[\"null\",\"L\"]}]}");
        String deep = "{\"type\":\"array\",\"items\":".repeat(300) + "\"int\"" + "}".repeat(300);
        String body = JSON.createObjectNode().put("schema", deep).toString();

        assertThat(code("POST", "/subjects/hostile/versions", body(recursive))).isEqualTo(42201);
        assertThat(code("POST", "/subjects/hostile/versions", body)).isEqualTo(42201);
        assertThat(code("POST", "/subjects/hostile/versions", " ".repeat(2 << 20)))
                .isEqualTo(413);
    }

    @Test
    void importSaysWhichIdsCouldNotBeKept() {
        int taken = call("POST", "/subjects/theirs/versions", body(ONE_FIELD))
                .path("id")
                .asInt();
        JsonNode foreign = JSON.createObjectNode()
                .put("subject", "ours")
                .put("version", 1)
                .put("id", taken)
                .put("schema", "\"bytes\"");
        SchemaArchive archive = SchemaArchive.of(List.of(new SchemaArchive.Subject("ours", "FULL", List.of(foreign))));

        List<SchemaTransfer.Moved> moved =
                SchemaTransfer.with(RegistryAddress.of(registry.url(), "")).importAll(archive);

        assertThat(moved).hasSize(1);
        assertThat(moved.getFirst().keptItsId()).isFalse();
        assertThat(call("GET", "/schemas/ids/" + moved.getFirst().id(), "")
                        .path("schema")
                        .asText())
                .isEqualTo("\"bytes\"");
        assertThat(call("GET", "/config/ours", "").path("compatibilityLevel").asText())
                .isEqualTo("FULL");
        assertThat(call("GET", "/mode/ours", "").path("mode").asText()).isEqualTo("READWRITE");
    }

    @Test
    void answersInAFewMilliseconds() {
        call("POST", "/subjects/quick/versions", body(ONE_FIELD));
        for (int i = 0; i < 200; i++) {
            call("GET", "/subjects/quick/versions/latest", "");
        }
        long start = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            call("GET", "/subjects/quick/versions/latest", "");
        }
        long meanMicros = (System.nanoTime() - start) / 200 / 1_000;

        assertThat(meanMicros).as("40 ms would be Nagle's").isLessThan(20_000);
    }

    private static int code(String method, String path, String body) {
        return call(method, path, body).path("error_code").asInt();
    }

    private static JsonNode call(String method, String path, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                    .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            return answer.has("error_code") || response.statusCode() == 200
                    ? answer
                    : JsonNodeFactory.instance.missingNode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    private static String body(Schema schema) {
        return JSON.createObjectNode().put("schema", schema.toString()).toString();
    }
}
