package dev.swarmlog.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.swarmlog.runtime.http.HttpEndpoint;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.schemas.Limits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessageRoutesTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpEndpoint http = new HttpEndpoint("127.0.0.1", 0, () -> "")
            .add(new MessageRoutes(
                    () -> {
                        throw new Problem(503, "the front door is closed");
                    },
                    CoordinatorConfig.from(Settings.from(Map.of())),
                    new SimpleMeterRegistry()))
            .start();

    @AfterEach
    void stop() {
        client.close();
        http.close();
    }

    @Test
    void readsEverythingThatAMessageCanSay() throws Exception {
        var answer = post("", """
            {"type": "echo", "data": {"hello": [1, 2.50]}, "source": "test", "attributes": {"k": "v"},
             "routing": {"capability": "echo", "versionRange": "^1.2", "region": "eu", "tags": ["fast"],
                         "strategy": "POWER_OF_TWO", "affinityKey": "a"},
             "priority": "high", "timeoutMs": 1000, "idempotencyKey": "k1", "maxAttempts": 3}
            """);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    }

    @Test
    void leavesNumbersAsTheyWereWritten() throws Exception {
        var body = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build()
                .readTree("{\"type\": \"a\", \"data\": [1, 2.50]}");

        assertThat(Objects.requireNonNull(Submission.of(body).data())).hasToString("[1,2.50]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                                                     |              | an empty body
        null                                                   |              | not null
        {                                                      |              | line 1, column
        []                                                     |              | an object is expected
        {"type": "a"} {}                                       |              | not JSON
        {"type": "a", "typo": 1}                               | typo         | there is no such field
        {"type": "a", "routing": {"capabilty": "x"}}           | routing.capabilty | there is no such field
        {"type": "a", "type": "b"}                             |              | Duplicate
        {"data": 1}                                            | type         | is expected
        {"type": " "}                                          |              | a type of 1 to 256
        {"type": "a", "priority": "URGENT"}                    | priority     | one of
        {"type": "a", "priority": "UNKNOWN"}                   | priority     | one of
        {"type": "a", "timeoutMs": 0}                          | timeoutMs    | 1 to 31536000000
        {"type": "a", "timeoutMs": "soon"}                     | timeoutMs    | not 'soon'
        {"type": "a", "maxAttempts": 0}                        | maxAttempts  | 1 to 100
        {"type": "a", "maxAttempts": 101}                      | maxAttempts  | 1 to 100
        {"type": "a", "routing": {"versionRange": "one to 2"}} |              | one to 2
        {"type": "a", "routing": {"tags": ["a", 2]}}           | routing.tags[1] | a text is expected
        {"type": "a", "attributes": {"a": {"b": 1}}}           | attributes.a | a text is expected
        """)
    void saysWhichFieldIsWrongAndWhy(String body, @Nullable String field, String reason) throws Exception {
        var answer = post("", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(new JsonMapper().readTree(answer.body()).path("errors")).anySatisfy(error -> {
            assertThat(error.path("field").asText()).isEqualTo(field == null ? "" : field);
            assertThat(error.path("reason").asText()).contains(reason);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"?wait=0", "?wait=soon", "?wait=1&wait=2", "?wiat=1", "?wait=99999999999999999999"})
    void refusesParametersThatMakeNoSense(String query) throws Exception {
        assertThat(post(query, "{\"type\": \"a\"}").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesMoreThanAMessageCanCarry() throws Exception {
        var answer = post("", "{\"type\": \"a\", \"data\": \"" + "x".repeat(Limits.PAYLOAD_BYTES_MAX) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    private HttpResponse<String> post(String query, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(http.uri().resolve("/messages" + query))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
