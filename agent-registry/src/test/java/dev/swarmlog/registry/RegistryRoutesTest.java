package dev.swarmlog.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.registry.http.ChangeFeed;
import dev.swarmlog.runtime.http.HttpEndpoint;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.HealthCost;
import dev.swarmlog.v1.HealthFactor;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.Liveness;
import dev.swarmlog.v1.Location;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RegistryRoutesTest {
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

    private final AtomicBoolean loaded = new AtomicBoolean(true);
    private final Discovery discovery = new Discovery(new ChangeFeed(1));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HttpClient client = HttpClient.newHttpClient();
    private long version;
    private IndexProcessor processor = new IndexProcessor(discovery.renew(), discovery.changes());
    private final HttpEndpoint http = new HttpEndpoint("127.0.0.1", 0, () -> "")
            .add(new RegistryRoutes(discovery, new DiscoveryMetrics(meters, discovery)))
            .start();

    RegistryRoutesTest() {
        discovery.watch(loaded::get);
    }

    @AfterEach
    void stop() {
        client.close();
        discovery.changes().endAll();
        http.close();
    }

    @Test
    void listsAllByIdPageByPage() throws Exception {
        put("c", AgentState.DEAD, 0.1);
        put("a", AgentState.HEALTHY, 0.9);
        put("b", AgentState.HEALTHY, 1.0);

        String first = get("/agents?limit=2").body();
        Matcher next = NEXT.matcher(first);

        assertThat(ids(first)).containsExactly("a", "b");
        assertThat(next.find()).isTrue();
        String last = get("/agents?limit=2&cursor=" + next.group(1)).body();
        assertThat(ids(last)).containsExactly("c");
        assertThat(last).doesNotContain("\"next\"").contains("\"known\":3");
        assertThat(meters.get("swarmlog.registry.index.size").gauge().value()).isEqualTo(3);
        assertThat(meters.get("swarmlog.registry.index.query")
                        .tag("order", "BY_ID")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void findsTheBestOfThoseThatCanWork() throws Exception {
        put("dead", AgentState.DEAD, 1.0);
        put("good", AgentState.HEALTHY, 0.9);
        put("best", AgentState.HEALTHY, 1.0);

        assertThat(ids(get("/agents:find").body())).containsExactly("best", "good");
        assertThat(ids(get("/agents:find?capability=calc&version=%5E1&tag=gpu&minHealth=0.95")
                        .body()))
                .containsExactly("best");
        assertThat(ids(get("/agents:find?state=any&near=eu/a").body())).containsExactly("best", "dead", "good");
        assertThat(ids(get("/agents:find?minLiveness=working").body())).isEmpty();
    }

    @Test
    void showsHealthInBothWaysAndWhy() throws Exception {
        put("a", AgentState.HEALTHY, 0.874);

        assertThat(get("/agents/a").body())
                .contains(
                        "\"agentId\":\"a\"",
                        "\"healthScore\":0.874",
                        "\"healthPercent\":87",
                        "\"why\":[{\"factor\":\"STALENESS\",\"cost\":0.126}]",
                        "\"liveness\":\"ANSWERING\"",
                        "\"provenAtMs\":7");
        assertThat(get("/agents/b").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "colour=red, colour: there is no such parameter",
        "limit=0, 'limit: a whole number, 1 to 10000, is expected'",
        "limit=many, limit: a whole number",
        "minHealth=NaN, 'minHealth: a number, 0.0 to 1.0'",
        "minLiveness=asleep, minLiveness: one of",
        "state=asleep, 'state: one of [WORKING, ANY'",
        "capability=a&capability=b, capability: once is enough",
        "version=%5E1, of which capability",
        "capability=a&version=nonsense, version range",
        "cursor=%21, cursor:",
        "cursor=AAAA, cursor:",
        "cursor=AWkAAAAAAAAAAAAAAABh, of another query"
    })
    void refusesWhatMakesNoSense(String query, String told) throws Exception {
        HttpResponse<String> answer = get("/agents?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(told, "\"instance\":\"/agents\"");
    }

    @Test
    void refusesWordsThatAreTooLong() throws Exception {
        assertThat(get("/agents?tag=" + "x".repeat(1_000)).body()).contains("tag: 1 to 256 characters");
        assertThat(get("/agents?cursor=" + "x".repeat(3_000)).body()).contains("cursor: 3000 characters");
    }

    @Test
    void answersNothingBeforeAllIsRead() throws Exception {
        loaded.set(false);
        put("a", AgentState.HEALTHY, 1.0);
        assertThat(get("/agents").statusCode()).isEqualTo(503);
        assertThat(get("/agents/a").statusCode()).isEqualTo(503);

        loaded.set(true);
        assertThat(ids(get("/agents").body())).containsExactly("a");
    }

    @Test
    void anIndexThatIsBuiltAnewAnswersOnlyWhenItIsComplete() throws Exception {
        put("a", AgentState.HEALTHY, 1.0);
        assertThat(ids(get("/agents").body())).containsExactly("a");

        loaded.set(false);
        processor = new IndexProcessor(discovery.renew(), discovery.changes());
        put("b", AgentState.HEALTHY, 1.0);
        assertThat(ids(get("/agents").body())).containsExactly("a");

        loaded.set(true);
        assertThat(ids(get("/agents").body())).containsExactly("b");
    }

    @Test
    void tellsOfWhatChangesAndMatches() throws Exception {
        put("there", AgentState.HEALTHY, 1.0);
        HttpResponse<InputStream> stream = open("/agents:changes?state=working&snapshot=true");
        try (BufferedReader events = reader(stream)) {
            assertThat(event(events)).contains("event: agent", "\"there\"");
            assertThat(event(events)).contains("event: complete", "\"agents\":1");

            put("new", AgentState.HEALTHY, 1.0);
            put("unseen", AgentState.DEAD, 0.0);
            put("new", AgentState.DEAD, 0.0);
            forget("unseen");
            forget("there");

            assertThat(event(events)).contains("event: agent", "id: new@", "HEALTHY");
            assertThat(event(events)).contains("event: left", "\"new\"", "DEAD");
            assertThat(event(events)).contains("event: gone", "\"there\"");
            assertThat(get("/agents:changes").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void whoComesAgainIsToldEverything() throws Exception {
        put("there", AgentState.HEALTHY, 1.0);
        HttpRequest again = HttpRequest.newBuilder(http.uri().resolve("/agents:changes"))
                .header("Last-Event-ID", "there@1")
                .build();

        try (BufferedReader events = reader(client.send(again, BodyHandlers.ofInputStream()))) {
            assertThat(event(events)).contains("event: agent", "\"there\"");
        }
    }

    @Test
    void endsTheStreamsWhenItBeginsAnew() throws Exception {
        put("there", AgentState.HEALTHY, 1.0);
        try (BufferedReader events = reader(open("/agents:changes"))) {
            discovery.renew();

            assertThat(event(events)).isEmpty();
        }
    }

    private HttpResponse<InputStream> open(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(http.uri().resolve(path)).build(), BodyHandlers.ofInputStream());
    }

    private static BufferedReader reader(HttpResponse<InputStream> stream) {
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    }

    /** The lines of the next event; none at the end of the stream. */
    private static String event(BufferedReader events) throws IOException {
        StringBuilder event = new StringBuilder();
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.isEmpty() && !event.isEmpty()) {
                return event.toString();
            }
            if (!line.isEmpty() && !line.startsWith(":")) {
                event.append(line).append('\n');
            }
        }
        return event.toString();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = http.uri().resolve(path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static List<String> ids(String body) {
        return Pattern.compile("\"agentId\":\"([^\"]+)\"")
                .matcher(body)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private void forget(String id) {
        processor.process(new Record<String, @Nullable AgentStatus>(id, null, 0));
    }

    private void put(String id, AgentState state, double health) {
        AgentCard card = new AgentCard(
                id,
                1L,
                Intent.JOIN,
                "worker",
                List.of(new Capability("calc", "1.2.0")),
                List.of("gpu"),
                new Location("eu", "a"),
                4,
                1.0,
                0,
                1_000,
                0L);
        AgentStatus status = new AgentStatus(
                card,
                state,
                health,
                Liveness.ANSWERING,
                0,
                0,
                ++version,
                0L,
                0L,
                List.of(new HealthCost(HealthFactor.STALENESS, Math.round((1 - health) * 1e3) / 1e3)),
                7L);
        processor.process(new Record<String, @Nullable AgentStatus>(id, status, 0));
    }
}
