package dev.swarmlog.saga.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.runtime.http.HttpEndpoint;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import dev.swarmlog.v1.SagaState;
import dev.swarmlog.v1.SagaStatus;
import dev.swarmlog.v1.Usage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class SagaRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        TrustedTypes.allow();
    }

    private final ConcurrentSkipListMap<String, SagaStatus> sagas = new ConcurrentSkipListMap<>();
    private final List<SagaCommand> asked = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Reply>> open = new CopyOnWriteArrayList<>();
    private volatile Function<SagaCommand, CompletableFuture<Reply>> answers = command -> new CompletableFuture<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpEndpoint http = new HttpEndpoint("127.0.0.1", 0, () -> "")
            .add(new SagaRoutes(new Sagas(), Asked::new))
            .start();

    @AfterEach
    void stop() {
        client.close();
        http.close();
    }

    @Test
    void aStartIsAnsweredOnceTheSagaIsThereToBeSeen() throws Exception {
        answers = command -> {
            sagas.put(command.getSagaId(), saga(command.getSagaId(), SagaState.RUNNING, 1_000));
            return new CompletableFuture<>();
        };

        HttpResponse<String> answer =
                post("/sagas", "{\"name\":\"order\",\"sagaId\":\"o-1\",\"input\":{\"a\":1},\"tags\":{\"team\":\"x\"}}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Location")).contains("/sagas/o-1");
        assertThat(json(answer).path("state").asText()).isEqualTo("RUNNING");
        SagaCommand start = asked.get(0);
        assertThat(start.getKind()).isEqualTo(SagaCommandKind.START);
        assertThat(start.getJson()).isEqualTo("{\"a\":1}");
        assertThat(start.getTags()).isEqualTo(Map.of("team", "x"));
        assertThat(open.get(0)).as("nobody waits for its end any more").isCancelled();
        assertThat(get("/sagas/o-1").statusCode()).isEqualTo(200);
    }

    @Test
    void aStartThatIsRefusedSaysWhy() throws Exception {
        answers = command -> replied(ReplyStatus.REJECTED, "no definition of 'nothing' is deployed", "");

        HttpResponse<String> answer = post("/sagas", "{\"name\":\"nothing\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("no definition of 'nothing'");
    }

    @Test
    void whoWaitsForTheEndHearsIt() throws Exception {
        answers = command -> replied(ReplyStatus.FAILED, "COMPENSATED: no lorry", "{\"a\":1}");

        HttpResponse<String> answer = post("/sagas", "{\"name\":\"order\",\"waitMs\":5000}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("error").asText()).contains("no lorry");
        assertThat(json(answer).path("output").path("a").asInt()).isEqualTo(1);
    }

    @Test
    void whoDoesNotWaitLongEnoughHearsThatItGoesOn() throws Exception {
        HttpResponse<String> answer = post("/sagas", "{\"name\":\"order\",\"sagaId\":\"o-1\",\"waitMs\":30}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("o-1", "it goes on");
        assertThat(open.get(0)).isCancelled();
    }

    @Test
    void theSameStartAgainIsShownTheSameSaga() throws Exception {
        String id = SagaClient.idOf("order", "k");
        sagas.put(id, saga(id, SagaState.COMPLETED, 1_000));

        HttpResponse<String> answer = post("/sagas", "{\"name\":\"order\",\"idempotencyKey\":\"k\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("sagaId").asText()).isEqualTo(id);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}| name: is expected",
                "[]| an object is expected",
                "{\"name\":| not JSON",
                "{\"name\":7}| name: a text is expected, not 7",
                "{\"name\":\"o\",\"tags\":\"x\"}| tags: an object is expected",
                "{\"name\":\"o\",\"waitMs\":0}| waitMs: a whole number, 1 to 60000, is expected, not 0",
                "{\"name\":\"o\",\"sagaId\":\"a\",\"idempotencyKey\":\"k\"}| sagaId: with an idempotencyKey it follows"
            })
    void aStartThatMakesNoSenseIsRefused(String body, String told) throws Exception {
        HttpResponse<String> answer = post("/sagas", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains(told);
        assertThat(asked).isEmpty();
    }

    @Test
    void listsByIdPageByPage() throws Exception {
        put("c", SagaState.RUNNING, 3_000);
        put("a", SagaState.COMPLETED, 1_000);
        put("b", SagaState.RUNNING, 2_000);

        JsonNode first = json(get("/sagas?limit=2"));

        assertThat(ids(first)).containsExactly("a", "b");
        JsonNode last = json(get("/sagas?limit=2&cursor=" + first.path("next").asText()));
        assertThat(ids(last)).containsExactly("c");
        assertThat(last.has("next")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "state=running, b c",
        "state=running&state=completed, a b c",
        "name=order, a b c",
        "name=other, ''",
        "tag=id=b, b",
        "tag=id=b&tag=x=y, ''",
        "startedFrom=2000, b c",
        "startedBefore=1970-01-01T00:00:02Z, a",
        "startedFrom=2000&startedBefore=3000, b"
    })
    void listsThoseThatAreAskedFor(String query, String wanted) throws Exception {
        put("c", SagaState.RUNNING, 3_000);
        put("a", SagaState.COMPLETED, 1_000);
        put("b", SagaState.RUNNING, 2_000);

        assertThat(String.join(" ", ids(json(get("/sagas?" + query))))).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        "colour=red, colour: there is no such parameter",
        "limit=0, 'limit: a whole number, 1 to 1000'",
        "limit=many, limit: a whole number",
        "state=asleep, state: one of",
        "tag=x, tag: name=value",
        "startedFrom=yesterday, startedFrom: milliseconds or a time",
        "name=a&name=b, name: once is enough"
    })
    void refusesParametersThatMakeNoSense(String query, String told) throws Exception {
        HttpResponse<String> answer = get("/sagas?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains(told);
    }

    @Test
    void aSagaThatNobodyKnowsIsNotFoundAndMayBeTooYoung() throws Exception {
        assertThat(get("/sagas/x").statusCode()).isEqualTo(404);
        assertThat(get("/sagas/x/changes").statusCode()).isEqualTo(404);
        assertThat(get("/sagas/x").body()).contains("started a moment ago");
    }

    @Test
    void aSagaIsToldWhatIsWanted() throws Exception {
        put("a", SagaState.RUNNING, 1_000);
        answers = command -> replied(ReplyStatus.COMPLETED, "", "");

        assertThat(post("/sagas/a/cancel", "{\"by\":\"eve\",\"reason\":\"too late\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/sagas/a/answer", "{\"step\":\"ask\",\"approved\":true}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/sagas/a/signal", "{\"signal\":\"go\",\"payload\":[1]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/sagas/a/pause", "").statusCode()).isEqualTo(200);

        assertThat(asked)
                .extracting(SagaCommand::getKind)
                .containsExactly(
                        SagaCommandKind.CANCEL, SagaCommandKind.ANSWER, SagaCommandKind.SIGNAL, SagaCommandKind.PAUSE);
        assertThat(asked.get(0).getBy()).isEqualTo("eve");
        assertThat(asked.get(1).getApproved()).isTrue();
        assertThat(asked.get(2).getTarget()).isEqualTo("go");
        assertThat(asked.get(2).getJson()).isEqualTo("[1]");
    }

    @Test
    void whatASagaRefusesIsAConflictAndWhatNobodyKnowsIsNotFound() throws Exception {
        put("a", SagaState.COMPLETED, 1_000);
        answers = command -> replied(ReplyStatus.REJECTED, "it has ended", "");

        HttpResponse<String> conflict = post("/sagas/a/pause", "");

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.body()).contains("it has ended");
        assertThat(post("/sagas/b/pause", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explode|{}|404|not found",
                "signal|{}|400|signal: is expected",
                "retry|{}|400|step: is expected",
                "answer|{\"step\":\"ask\"}|400|approved: is expected",
                "cancel|nonsense|400|not JSON"
            })
    void aCommandThatMakesNoSenseIsRefused(String command, String body, int status, String told) throws Exception {
        put("a", SagaState.RUNNING, 1_000);

        HttpResponse<String> answer = post("/sagas/a/" + command, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("detail").asText()).contains(told);
        assertThat(asked).isEmpty();
    }

    @Test
    void aResetBeginsAnotherSagaFromTheHistoryOfThisOne() throws Exception {
        put("a", SagaState.COMPENSATED, 1_000);
        answers = command -> replied(ReplyStatus.COMPLETED, "", "");

        HttpResponse<String> answer = post("/sagas/a/reset", "{\"to\":3,\"as\":\"b\",\"by\":\"eve\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).path("sagaId").asText()).isEqualTo("b");
        assertThat(asked.get(0).getKind()).isEqualTo(SagaCommandKind.RESET);
        assertThat(asked.get(0).getSagaId()).isEqualTo("b");
        assertThat(asked.get(0).getTarget()).isEqualTo("3");
        assertThat(asked.get(0).getEvents()).hasSize(1);
        assertThat(json(post("/sagas/a/reset", "{\"to\":1}")).path("sagaId").asText())
                .isEqualTo("fresh");
        assertThat(post("/sagas/a/reset", "{\"to\":\"x\"}").statusCode()).isEqualTo(400);
        assertThat(post("/sagas/x/reset", "{\"to\":1}").statusCode()).isEqualTo(404);
    }

    @Test
    void aRebuildBringsTheHistoryAlong() throws Exception {
        put("a", SagaState.QUARANTINED, 1_000);
        answers = command -> replied(ReplyStatus.COMPLETED, "", "");

        assertThat(post("/sagas/a/rebuild", "").statusCode()).isEqualTo(200);

        assertThat(asked.get(0).getKind()).isEqualTo(SagaCommandKind.REBUILD);
        assertThat(asked.get(0).getEvents()).hasSize(1);
        assertThat(post("/sagas/x/rebuild", "").statusCode()).isEqualTo(404);
    }

    @Test
    void whoListensHearsOfEachChangeUntilTheEnd() throws Exception {
        put("a", SagaState.RUNNING, 1_000);
        HttpRequest request =
                HttpRequest.newBuilder(http.uri().resolve("/sagas/a/changes")).build();

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                client.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            assertThat(nextData(lines)).contains("\"state\":\"RUNNING\"");
            sagas.put(
                    "a",
                    SagaStatus.newBuilder(saga("a", SagaState.COMPLETED, 1_000))
                            .setEventVersion(8)
                            .build());

            assertThat(nextData(lines)).contains("\"state\":\"COMPLETED\"");
            assertThat(nextData(lines)).as("the stream has ended").isNull();
        }
    }

    private static @Nullable String nextData(BufferedReader lines) throws Exception {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = lines.readLine();
        }
        return line;
    }

    private final class Sagas implements SagaIndex {
        @Override
        public @Nullable SagaStatus get(String sagaId) {
            return sagas.get(sagaId);
        }

        @Override
        public void behind(String cursor, Viewer viewer) {
            for (SagaStatus saga : sagas.tailMap(cursor, false).values()) {
                if (!viewer.see(saga)) {
                    return;
                }
            }
        }
    }

    private final class Asked implements Engine {
        @Override
        public String freshId() {
            return "fresh";
        }

        @Override
        public CompletableFuture<Reply> ask(SagaCommand.Builder command) {
            SagaCommand built = command.build();
            asked.add(built);
            CompletableFuture<Reply> reply = answers.apply(built);
            open.add(reply);
            return reply;
        }

        @Override
        public List<ByteBuffer> history(String sagaId) {
            return sagas.containsKey(sagaId) ? List.of(ByteBuffer.wrap(new byte[] {7})) : List.of();
        }
    }

    private static CompletableFuture<Reply> replied(ReplyStatus status, String error, String json) {
        return CompletableFuture.completedFuture(Reply.newBuilder()
                .setMessageId("m")
                .setStatus(status)
                .setErrorClass(ErrorClass.NONE)
                .setError(error)
                .setUsage(new Usage(0L, 0L, 0L))
                .setSubmittedAtMs(0)
                .setRepliedAtMs(0)
                .setResult(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)))
                .build());
    }

    private void put(String id, SagaState state, long startedMs) {
        sagas.put(id, saga(id, state, startedMs));
    }

    private static SagaStatus saga(String id, SagaState state, long startedMs) {
        return SagaStatus.newBuilder()
                .setSagaId(id)
                .setName("order")
                .setVersion("1.0.0")
                .setDefinitionHash("h")
                .setState(state)
                .setEventVersion(1)
                .setStartedAtMs(startedMs)
                .setChangedAtMs(startedMs)
                .setTags(Map.of("id", id))
                .build();
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("sagas").forEach(saga -> ids.add(saga.path("sagaId").asText()));
        return ids;
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)));
    }

    private URI uri(String path) {
        return http.uri().resolve(path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
