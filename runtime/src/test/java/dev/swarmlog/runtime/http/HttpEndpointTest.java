package dev.swarmlog.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.swarmlog.runtime.http.shape.Shape;
import io.javalin.Javalin;
import io.javalin.http.BadRequestResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class HttpEndpointTest {
    private final AtomicReference<Health> health = new AtomicReference<>(new Health(true, true, Map.of("lag", 3)));
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpEndpoint http = new HttpEndpoint("127.0.0.1", 0, () -> "up 1\n")
            .watch("part", health::get)
            .add(new Ways())
            .start();

    private static final class Ways implements RouteGroup {
        @Override
        public String name() {
            return "ways";
        }

        @Override
        public String what() {
            return "How a route can end.";
        }

        @Override
        public List<Route> routes() {
            return List.of(
                    Route.get("/hello", "Well", call -> call.json(Map.of("hello", 1))),
                    Route.get("/wrong", "Refused with more", call -> {
                        throw new Problem(422, "two things are wrong").with("errors", List.of("a", "b"));
                    }),
                    Route.get("/refused", "Refused by the library", call -> {
                        throw new BadRequestResponse("no such thing");
                    }),
                    Route.post("/taken", "Takes anything", call -> call.json(Map.of("took", 1)))
                            .takes(Shape.object().or("any", Shape.anything(), "")),
                    Route.get("/broken", "By our fault", call -> {
                        throw new IllegalStateException("the secret");
                    }));
        }
    }

    @AfterEach
    void stop() {
        client.close();
        http.close();
    }

    @Test
    void servesTheRoutesOfItsParts() throws Exception {
        assertThat(get("/hello").body()).isEqualTo("{\"hello\":1}");
    }

    @Test
    void isReadyAndLiveAsItsPartsAre() throws Exception {
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").body()).contains("\"status\":\"UP\"", "\"part\":", "\"lag\":3");

        health.set(new Health(true, false, Map.of("state", "REBALANCING")));

        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).contains("\"status\":\"DOWN\"", "REBALANCING");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);

        health.set(new Health(false, false, Map.of()));

        assertThat(get("/health/live").statusCode()).isEqualTo(503);
    }

    @Test
    void showsMetrics() throws Exception {
        assertThat(get("/metrics").body()).isEqualTo("up 1\n");
        assertThat(contentType(get("/metrics"))).startsWith("text/plain; version=0.0.4");
    }

    @Test
    void answersWithProblemDetails() throws Exception {
        HttpResponse<String> wrong = get("/wrong");
        HttpResponse<String> refused = get("/refused");
        HttpResponse<String> unknown = get("/nowhere");

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(contentType(wrong)).startsWith("application/problem+json");
        assertThat(wrong.body())
                .contains("\"detail\":\"two things are wrong\"", "\"errors\":[\"a\",\"b\"]", "\"instance\":\"/wrong\"");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("no such thing");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(contentType(unknown)).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"any\":1}}", "{\"any\":9e99999999999999999999}", "{\"any\":NaN}"})
    void refusesWhatIsNoJson(String body) throws Exception {
        HttpResponse<String> refused = client.send(
                HttpRequest.newBuilder(http.uri().resolve("/taken"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    }

    @Test
    void saysThatItHangsUpOnWhatCannotBeRead() throws Exception {
        HttpResponse<String> refused = get("/hello/%00");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(contentType(refused)).isEqualTo("application/problem+json");
        assertThat(refused.body()).contains("\"title\":\"Bad Request\",\"status\":400");
        assertThat(refused.headers().firstValue("Connection")).contains("close");
    }

    @Test
    void tellsNobodyOutsideWhatBroke() throws Exception {
        HttpResponse<String> broken = get("/broken");

        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).doesNotContain("secret");
    }

    @Test
    void saysWhichPortIsTaken() {
        try (var second = new HttpEndpoint("127.0.0.1", http.port(), () -> "")) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(PortTaken.class)
                    .hasMessageContaining("127.0.0.1:" + http.port())
                    .hasMessageContaining("SWARMLOG_HTTP_PORT");
        }
    }

    @Test
    void leavesItToItsCallerToSayThatAPortIsTaken() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger javalins = (Logger) LoggerFactory.getLogger(Javalin.class);
        javalins.addAppender(log);
        try (var second = new HttpEndpoint("127.0.0.1", http.port(), () -> "")) {
            assertThatThrownBy(second::start).isInstanceOf(PortTaken.class);
        } finally {
            javalins.detachAppender(log);
        }

        assertThat(log.list).isEmpty();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(http.uri().resolve(path)).build(), BodyHandlers.ofString());
    }

    private static String contentType(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }
}
