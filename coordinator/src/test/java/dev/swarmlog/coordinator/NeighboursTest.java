package dev.swarmlog.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.swarmlog.runtime.http.EventStream;
import dev.swarmlog.runtime.http.HttpEndpoint;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.shape.Shape;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class NeighboursTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final HttpEndpoint one = endpoint("one");
    private final HttpEndpoint other = endpoint("other");
    private final HttpEndpoint front = new HttpEndpoint("127.0.0.1", 0, () -> "")
            .add(new Neighbours(List.of(one.uri(), other.uri(), URI.create("http://127.0.0.1:1"))))
            .add(new Mine())
            .start();

    /** What a service behind the door has. */
    private record Things(String who, CountDownLatch goOn) implements RouteGroup {
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
                    Route.get("/things/{id}", "One", call -> call.json(Map.of("who", who, "id", call.path("id")))),
                    Route.post("/things", "Makes one", call -> call.created("/things/1", call.body()))
                            .takes(Shape.object().with("name", Shape.text(), "")),
                    Route.get("/things:busy", "None", call -> {
                        call.http().header("Retry-After", "7");
                        throw new Problem(503, "busy");
                    }),
                    Route.get("/things:changes", "Follows", call -> {
                        EventStream events = call.stream();
                        events.event("thing", "1", Map.of("who", who));
                        goOn.await();
                        events.event("thing", "2", Map.of("who", who));
                    }));
        }
    }

    /** What the front has itself, added behind the neighbours. */
    private static final class Mine implements RouteGroup {
        @Override
        public String name() {
            return "mine";
        }

        @Override
        public String what() {
            return "Mine.";
        }

        @Override
        public List<Route> routes() {
            return List.of(Route.get("/mine", "Here", call -> call.json(Map.of("who", "me"))));
        }
    }

    private HttpEndpoint endpoint(String who) {
        return new HttpEndpoint("127.0.0.1", 0, () -> "")
                .add(new Things(who, goOn))
                .start();
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        client.close();
        front.close();
        one.close();
        other.close();
    }

    @Test
    void asksThemInTurnForWhatTheyHave() throws Exception {
        assertThat(List.of(get("/things/a%20b").body(), get("/things/a%20b").body()))
                .anyMatch(body -> body.contains("\"who\":\"one\""))
                .anyMatch(body -> body.contains("\"who\":\"other\""))
                .allMatch(body -> body.contains("\"id\":\"a b\""));
    }

    @Test
    void givesBackWhatTheySay() throws Exception {
        HttpResponse<String> made = post("/things", "{\"name\":\"x\"}");
        HttpResponse<String> refused = post("/things", "{}");
        HttpResponse<String> busy = get("/things:busy");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).hasValue("/things/1");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(refused.body()).contains("\"field\":\"name\"");
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.headers().firstValue("Retry-After")).hasValue("7");
    }

    @Test
    void passesEventsOnAsTheyCome() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(front.uri().resolve("/things:changes")).build();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                client.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            assertThat(next(lines)).isEqualTo("id: 1");

            goOn.countDown();

            assertThat(next(lines)).isEqualTo("id: 2");
        }
    }

    @Test
    void tellsOfTheirRoutesAndNotOfItsOwn() throws Exception {
        JsonNode document = new JsonMapper().readTree(get("/openapi.json").body());

        assertThat(document.path("paths").has("/things/{id}")).isTrue();
        assertThat(document.path("paths").has("/<path>")).isFalse();
        assertThat(document.path("tags").findValuesAsText("name"))
                .contains("process", "things")
                .doesNotContain("neighbours");
    }

    @Test
    void goesToAnotherWhenOneIsGone() throws Exception {
        assertThat(get("/things/1").statusCode()).isEqualTo(200);
        one.close();

        for (int i = 0; i < 4; i++) {
            assertThat(get("/things/1").body()).contains("other");
        }
        other.close();
        assertThat(get("/things/1").statusCode()).isIn(404, 502);
    }

    @Test
    void asksNobodyForWhatIsHere() throws Exception {
        assertThat(get("/mine").body()).isEqualTo("{\"who\":\"me\"}");
    }

    @Test
    void saysThatNobodyHasIt() throws Exception {
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/things/1/2").statusCode()).isEqualTo(404);
        assertThat(post("/things/1", "{}").statusCode()).isEqualTo(404);
    }

    private static String next(BufferedReader lines) throws Exception {
        String line = lines.readLine();
        while (line != null && !line.startsWith("id:")) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(front.uri() + path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(front.uri() + path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
