package dev.swarmlog.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** {@code -Dseed=...} asks other nonsense, {@code -Dapi.requests=...} more of it for each route. */
@Timeout(200)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApiIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SEED = Long.getLong("seed", 2_106);
    private static final int REQUESTS = Integer.getInteger("api.requests", 10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration ASKED_FOR = Duration.ofSeconds(2);
    private static final int AT_ONCE = 24;
    private static final String SAGA = """
        apiVersion: swarmlog.dev/v1
        kind: Saga
        metadata: {name: greet, version: %s}
        steps:
          hello: {task: greet.hello, input: {name: "${input.name}"}}
          ask: {kind: APPROVAL, after: hello, timeout: 1h}
        """;

    private static final String HASTY = """
        apiVersion: swarmlog.dev/v1
        kind: Saga
        metadata: {name: hasty, version: 1.0.0}
        steps:
          slowly: {task: greet.slowly, timeout: 2s}
        """;

    private final AtomicInteger slowly = new AtomicInteger();
    private final AtomicInteger hurried = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private Platform platform;
    private AgentHost agents;

    @SuppressWarnings("NullAway.Init") // JUnit calls start before anything else
    ApiIT() {}

    @BeforeAll
    void start() throws Exception {
        platform = Platform.start(PlatformOptions.temporary()
                .withEnv(Map.of(
                        "SWARMLOG_COORDINATOR_TRACKER_SAMPLES_MIN", "10", "SWARMLOG_COORDINATOR_TRIAL_RUNS", "20")));
        agents = AgentHost.connect(ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl()))
                .add(Agent.named("greeter")
                        .capability("greet.hello", "1.0.0")
                        .handler(context -> Result.json("{\"hi\":1}")))
                .add(Agent.named("hasty")
                        .capability("greet.slowly", "1.0.0")
                        .concurrency(64)
                        .handler(context -> {
                            Thread.sleep(slowly.incrementAndGet() % 4 == 0 ? 2_400 : 1_650);
                            return Result.json("{}");
                        }))
                .start();
        await().atMost(PATIENCE)
                .until(() -> get("/agents:find?capability=greet.hello")
                                .path("agents")
                                .size()
                        == 1);
    }

    @AfterAll
    void stop() {
        agents.close();
        platform.close();
        http.close();
    }

    @Test
    void tellsOfEveryServicesRoutesInOneDocument() throws Exception {
        JsonNode document = get("/openapi.json");

        assertThat(document.path("openapi").asText()).startsWith("3.1.");
        assertThat(document.path("tags").findValuesAsText("name"))
                .contains(
                        "process",
                        "agents",
                        "rules",
                        "sagas",
                        "history",
                        "definitions",
                        "messages",
                        "dead letters",
                        "alerts");
        for (Operation each : operations(document)) {
            assertThat(each.told.path("operationId").asText()).as("%s", each).isNotEmpty();
            assertThat(each.told.path("responses").path("default").path("$ref").asText())
                    .isEqualTo("#/components/responses/Problem");
        }
        assertThat(operations(document))
                .map(each -> each.told.path("operationId").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void submitsMessagesAndGathers() throws Exception {
        JsonNode reply = post(
                "/messages?wait=5000", "{\"type\":\"greet.hello\",\"data\":{},\"gather\":{\"mode\":\"FIRST\"}}", 200);
        assertThat(reply.path("result").path("hi").asInt()).isEqualTo(1);
    }

    @Test
    void keepsDefinitionsByTheirVersions() throws Exception {
        String second = SAGA.formatted("1.1.0");
        assertThat(post("/definitions:validate", SAGA.formatted("one"), 400)
                        .path("errors")
                        .get(0)
                        .path("field")
                        .asText())
                .contains("version");
        post("/definitions", SAGA.formatted("1.0.0"), 201);
        post("/definitions", second, 201);
        post("/definitions", second, 200);
        post("/definitions", second.replace("1h", "2h"), 409);
        assertThat(get("/definitions?name=greet").path("definitions").findValuesAsText("version"))
                .contains("1.0.0", "1.1.0");
        assertThat(get("/definitions/greet/1.1.0").path("source").asText()).isEqualTo(second);
        assertThat(status("DELETE", "/definitions/greet/1.0.0", "")).isEqualTo(204);
    }

    @Test
    void startsAnswersAndAuditsSagas() throws Exception {
        post("/definitions", SAGA.formatted("2.0.0"), 201);
        await().atMost(PATIENCE)
                .until(() -> status(
                                        "POST",
                                        "/sagas",
                                        "{\"name\":\"greet\",\"version\":\"2.0.0\",\"sagaId\":\"g-1\",\"input\":{\"name\":\"eve\"}}")
                                / 100
                        == 2);
        await().atMost(PATIENCE)
                .until(() -> get("/sagas/g-1")
                        .path("steps")
                        .path(1)
                        .path("state")
                        .asText()
                        .equals("WAITING"));
        assertThat(get("/sagas/g-1/diagram")
                        .path("nodes")
                        .get(1)
                        .path("after")
                        .get(0)
                        .asInt(-1))
                .isZero();
        post("/sagas/g-1/answer", "{\"step\":\"ask\",\"approved\":true,\"by\":\"eve\"}", 200);
        await().atMost(PATIENCE)
                .until(() -> get("/sagas/g-1").path("state").asText().equals("COMPLETED"));
        assertThat(get("/sagas/g-1/audit").path("whole").asBoolean()).isTrue();
        assertThat(get("/sagas/g-1/events").toString()).contains("ATTEMPT_SUCCEEDED", "\"by\":\"eve\"");
        assertThat(text("/audit")).contains("event: done", "\"broken\":[]");
    }

    @Test
    void triesAndKeepsAChangeThatAHistorySpeaksFor() throws Exception {
        post("/definitions", HASTY, 201);
        hurry(40);
        await().atMost(PATIENCE)
                .until(
                        () -> get("/improvements?name=hasty&state=PROPOSED").findValuesAsText("kind"),
                        kinds -> kinds.contains("RAISE_TIMEOUT"));
        JsonNode found = StreamSupport.stream(get("/improvements?name=hasty").spliterator(), false)
                .filter(each -> each.path("kind").asText().equals("RAISE_TIMEOUT"))
                .findFirst()
                .orElseThrow();
        assertThat(found.path("stepName").asText()).isEqualTo("slowly");
        assertThat(get("/tracks/hasty/1.0.0")
                        .path("steps")
                        .get(0)
                        .path("timeouts")
                        .asLong())
                .isGreaterThanOrEqualTo(5);

        String path = "/improvements/" + found.path("id").asText();
        assertThat(post(path + "/approve", "{\"permille\":900}", 400)
                        .path("errors")
                        .size())
                .isEqualTo(1);
        assertThat(post(path + "/approve", "{\"permille\":500,\"reason\":\"why not\"}", 200)
                        .path("state")
                        .asText())
                .isEqualTo("TRYING");
        await().atMost(PATIENCE).until(() -> {
            hurry(20);
            return get(path).path("state").asText().equals("PROMOTED");
        });

        assertThat(get(path).path("history").toString()).contains("why not", "not worse");
        assertThat(get("/definitions/hasty/1.0.0-improve.1").path("source").asText())
                .contains("\"4s\"");
        await().atMost(PATIENCE).until(() -> {
            String last = "hasty-" + hurried.get();
            hurry(1);
            return get("/sagas/" + last).path("version").asText().equals("1.0.0-improve.1");
        });
    }

    /** Begins so many side by side, and waits until they are over. */
    private void hurry(int sagas) throws Exception {
        List<Callable<Integer>> starts = new ArrayList<>();
        for (int i = 0; i < sagas; i++) {
            String saga =
                    "{\"name\":\"hasty\",\"sagaId\":\"hasty-" + hurried.getAndIncrement() + "\",\"waitMs\":20000}";
            starts.add(() -> status("POST", "/sagas", saga));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> each : threads.invokeAll(starts)) {
                assertThat(each.get()).isBetween(200, 202);
            }
        }
    }

    @Test
    void putsRulesIntoEffectAndExplainsThem() throws Exception {
        String rule = "{\"rules\":[{\"name\":\"eu\",\"order\":1,\"when\":\"type == 'x'\",\"region\":\"eu\"}]}";
        assertThat(post("/rules:validate", rule.replace("==", "="), 400)
                        .path("errors")
                        .get(0)
                        .path("field")
                        .asText())
                .isEqualTo("rules[0].when");
        assertThat(status("PUT", "/rules", rule)).isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() ->
                        get("/rules").path("rules").findValuesAsText("name").contains("eu"));
        assertThat(post("/rules:explain", "{\"type\":\"x\"}", 200).path("rule").asText())
                .isEqualTo("eu");
        assertThat(status("DELETE", "/rules/eu", "")).isEqualTo(204);
    }

    @Test
    void showsDeadLettersAndSubmitsThemAgain() throws Exception {
        String id = post("/messages", "{\"type\":\"nobody.does\",\"timeoutMs\":1}", 202)
                .path("messageId")
                .asText();
        await().atMost(PATIENCE).until(() -> status("GET", "/dead-letters/" + id, "") == 200);
        assertThat(get("/dead-letters?limit=10000").path("deadLetters").findValuesAsText("key"))
                .contains(id);
        assertThat(get("/dead-letters/" + id).path("message").path("type").asText())
                .isEqualTo("nobody.does");
        assertThat(post(
                                "/dead-letters:resubmit",
                                "{\"dryRun\":true,\"reasons\":[\"EXPIRED\",\"NO_SUCH_CAPABILITY\"]}",
                                200)
                        .path("tellings")
                        .findValuesAsText("done"))
                .contains("WOULD_SUBMIT");
        assertThat(post("/dead-letters/" + id + "/resubmit", "", 200)
                        .path("done")
                        .asText())
                .isEqualTo("SUBMITTED");
        assertThat(get("/overview").path("lag").has("router")).isTrue();
    }

    @Test
    void noNonsenseIsOurFault() throws Exception {
        System.out.println("seed " + SEED + " asks nonsense");
        SplittableRandom random = new SplittableRandom(SEED);
        Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
        List<Future<?>> asked = new ArrayList<>();
        Semaphore places = new Semaphore(AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Operation each : operations(get("/openapi.json"))) {
                for (int i = 0; i < REQUESTS; i++) {
                    HttpRequest request = nonsense(each, new Nonsense(random.split()));
                    places.acquire();
                    asked.add(threads.submit(() -> {
                        try {
                            int status = judged(each, request);
                            statuses.computeIfAbsent(status, _ -> new AtomicInteger())
                                    .incrementAndGet();
                        } finally {
                            places.release();
                        }
                        return null;
                    }));
                }
            }
            for (Future<?> each : asked) {
                each.get();
            }
        }
        System.out.println(
                asked.size() + " requests, by status (0: it went on for longer than we listened): " + statuses);
        assertThat(statuses.keySet()).contains(200, 400, 404);
    }

    /** The status of a request, or 0 where it is worked on for longer than we wait; whatever it is, it is well told. */
    private int judged(Operation operation, HttpRequest request) throws Exception {
        HttpResponse<InputStream> answer;
        try {
            answer = http.send(request, BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException e) {
            return 0;
        } catch (IOException e) {
            throw new AssertionError(operation + ": " + request.uri() + " was not answered", e);
        }
        try (InputStream body = answer.body()) {
            int status = answer.statusCode();
            String type = answer.headers().firstValue("Content-Type").orElse("");
            if (type.startsWith("text/event-stream")) {
                return 0;
            }
            String told = rest(body);
            if (told == null) {
                return 0;
            }
            assertThat(status)
                    .as("%s: %s answered %s", operation, request.uri(), told)
                    .isNotEqualTo(500);
            if (status >= 400 && !told.isEmpty()) {
                assertThat(type)
                        .as("%s: %s answered %s %s", operation, request.uri(), status, told)
                        .startsWith("application/problem+json");
                JsonNode problem = JSON.readTree(told);
                assertThat(problem.path("status").asInt()).isEqualTo(status);
                assertThat(problem.path("detail").asText()).isNotEmpty();
            }
            return status;
        }
    }

    /** Null where it has not come when our time is over. */
    private static @Nullable String rest(InputStream body) throws IOException {
        try {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            if (e.getCause() instanceof HttpTimeoutException) {
                return null;
            }
            throw e;
        }
    }

    private HttpRequest nonsense(Operation operation, Nonsense nonsense) {
        String path = operation.path;
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.told.path("parameters")) {
            String name = parameter.path("name").asText();
            String value = encoded(nonsense.value(parameter.path("schema"), 0).asText());
            if (parameter.path("in").asText().equals("path")) {
                path = path.replace(
                        "{" + name + "}", value.isEmpty() || value.equals(".") || value.equals("..") ? "x" : value);
            } else if (nonsense.text().length() < 3) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(value);
            }
        }
        JsonNode content = operation.told.path("requestBody").path("content");
        JsonNode schema =
                content.isEmpty() ? content : content.iterator().next().path("schema");
        byte[] body = nonsense.body(schema);
        return HttpRequest.newBuilder(URI.create(platform.httpUrl() + path + query))
                .timeout(ASKED_FOR)
                .method(
                        operation.verb.toUpperCase(Locale.ROOT),
                        content.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A verb of a path, as the document tells of it. */
    private record Operation(String verb, String path, JsonNode told) {
        @Override
        public String toString() {
            return verb + " " + path;
        }
    }

    private static List<Operation> operations(JsonNode document) {
        List<Operation> all = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(verb -> all.add(new Operation(verb.getKey(), path.getKey(), verb.getValue()))));
        return all;
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(text(path));
    }

    private String text(String path) throws Exception {
        return send("GET", path, "").body();
    }

    private int status(String verb, String path, String body) throws Exception {
        return send(verb, path, body).statusCode();
    }

    private JsonNode post(String path, String body, int status) throws Exception {
        HttpResponse<String> answer = send("POST", path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String verb, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(platform.httpUrl() + path))
                        .method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
