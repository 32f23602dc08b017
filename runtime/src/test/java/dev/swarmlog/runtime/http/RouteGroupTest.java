package dev.swarmlog.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.swarmlog.runtime.http.shape.Shape;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RouteGroupTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpEndpoint http =
            new HttpEndpoint("127.0.0.1", 0, () -> "").add(new Things()).start();

    private static final class Things implements RouteGroup {
        @Override
        public String name() {
            return "things";
        }

        @Override
        public String what() {
            return "Things.";
        }

        @Override
        public List<Route> routes() {
            return List.of(
                    Route.get("/things/{id}", "Shows one", call -> call.json(Map.of("id", call.path("id"))))
                            .gives(Shape.object().with("id", Shape.text(), "")),
                    Route.get(
                                    "/things",
                                    "Lists them",
                                    call -> call.json(List.of(call.whole("limit"), call.texts("tag"))))
                            .query("limit", Shape.whole(1, 10), "5", "How many")
                            .query("tag", Shape.list(Shape.text(), 3), "All of which it has"),
                    Route.post("/things", "Makes one", call -> call.created("/things/1", call.body()))
                            .takes(Shape.object()
                                    .with("name", Shape.text(), "")
                                    .or("size", Shape.decimal(0, 1), "")
                                    .or("loud", Shape.flag(), "")));
        }
    }

    @AfterEach
    void stop() {
        client.close();
        http.close();
    }

    @Test
    void givesTheActionWhatTheRouteAsksFor() throws Exception {
        assertThat(get("/things").body()).isEqualTo("[5,[]]");
        assertThat(get("/things?limit=10&tag=a&tag=b").body()).isEqualTo("[10,[\"a\",\"b\"]]");
        assertThat(post("/things", "{\"name\":\"x\",\"size\":0.50}").body())
                .isEqualTo("{\"name\":\"x\",\"size\":0.50}");
    }

    @Test
    void namesAllThatIsWrongAtOnce() throws Exception {
        JsonNode problem = JSON.readTree(
                post("/things", "{\"size\":2,\"loud\":\"yes\",\"x\":1}").body());

        assertThat(problem.path("errors").findValuesAsText("field")).containsExactly("name", "size", "loud", "x");
        assertThat(problem.path("errors").findValuesAsText("reason"))
                .contains("a number, 0.0 to 1.0, is expected, not 2", "is expected");
        assertThat(JSON.readTree(get("/things?limit=eleven&tga=1").body())
                        .path("errors")
                        .findValuesAsText("field"))
                .containsExactlyInAnyOrder("limit", "tga");
    }

    @Test
    void tellsOfEveryRouteInTheDocument() throws Exception {
        JsonNode document = JSON.readTree(get("/openapi.json").body());

        assertThat(document.path("openapi").asText()).startsWith("3.1.");
        assertThat(document.path("paths").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "/health/live", "/health/ready", "/metrics", "/openapi.json", "/things", "/things/{id}");
        assertThat(document.at("/paths/~1things/get/parameters/0/schema"))
                .hasToString("{\"type\":\"integer\",\"format\":\"int64\",\"minimum\":1,\"maximum\":10,\"default\":5}");
        assertThat(document.at("/paths/~1things/post/requestBody/content/application~1json/schema/required"))
                .hasToString("[\"name\"]");
    }

    @Test
    void runsWhatItTellsAndTellsWhatItRuns() throws Exception {
        List<String> told = new ArrayList<>();
        JSON.readTree(get("/openapi.json").body())
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(verb -> told.add(verb.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(told).containsExactlyInAnyOrderElementsOf(http.served());
    }

    @Test
    void saysThatAPathIsThereForOtherVerbs() throws Exception {
        assertThat(post("/things/1", "").statusCode()).isEqualTo(405);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(http.uri().resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(http.uri().resolve(path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
