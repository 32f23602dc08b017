package dev.swarmlog.saga.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import dev.swarmlog.v1.SagaStatus;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What people have sagas do. */
final class CommandRoutes {
    /** Within this time a start is refused, or the saga shown. */
    private static final long SHOWN_MS = 5_000;

    private static final long WAIT_MS_MAX = 60_000;
    private static final long LOOK_MS = 20;
    private static final long ANSWER_MS = 10_000;

    private final SagaIndex index;
    private final Supplier<Engine> engine;

    CommandRoutes(SagaIndex index, Supplier<Engine> engine) {
        this.index = index;
        this.engine = engine;
    }

    private static final Fields TOLD = Shape.object()
            .or("by", Shape.text(), "Who says so, where no token says it")
            .or("reason", Shape.text(Limits.TEXT_CHARS_MAX), "Why");
    private static final Fields DONE = Shape.object().with("sagaId", Shape.text(), "");

    List<Route> routes() {
        Fields step = TOLD.with("step", Shape.text(), "The step's name");
        return List.of(
                Route.post("/sagas", "Starts one, and answers once it is to be seen, or has ended", this::start)
                        .takes(Shape.object()
                                .with("name", Shape.text(), "Of the definition")
                                .or("version", Shape.text(Limits.VERSION_CHARS_MAX), "The newest, unless said")
                                .or("input", Shape.anything(), "What it works on")
                                .or("sagaId", Shape.text(), "A fresh one, unless said")
                                .or("idempotencyKey", Shape.text(), "The same one again is the same saga")
                                .or("tags", Shape.map(Shape.text(Limits.ID_CHARS_MAX)), "What people find it by")
                                .or("waitMs", Shape.whole(1, WAIT_MS_MAX), "Wait so long for its end")
                                .or("by", Shape.text(), "Who says so, where no token says it")
                                .or("reason", Shape.text(Limits.TEXT_CHARS_MAX), "Why"))
                        .gives(SagaJson.SAGA)
                        .gives(201, SagaJson.SAGA, "it goes on")
                        .gives(202, DONE.andMore(), "it is taken"),
                telling(SagaCommandKind.CANCEL, TOLD, "Stops it, and undoes what it did"),
                telling(SagaCommandKind.PAUSE, TOLD, "Has it begin nothing more until it is resumed"),
                telling(SagaCommandKind.RESUME, TOLD, "Has it go on"),
                telling(SagaCommandKind.RESOLVE, TOLD, "Says that what kept it from ending was settled by hand"),
                telling(SagaCommandKind.RETRY, step, "Has it go on from the step again"),
                telling(SagaCommandKind.SKIP, step, "Has it go on without the step, or without undoing it"),
                telling(
                        SagaCommandKind.ANSWER,
                        step.with("approved", Shape.flag(), "Yes or no"),
                        "Answers a step that asks a person"),
                telling(
                        SagaCommandKind.SIGNAL,
                        TOLD.with("signal", Shape.text(), "Its name")
                                .or("payload", Shape.anything(), "What it says")
                                .or("idempotencyKey", Shape.text(), "The same one again is no second signal"),
                        "Gives it a signal that a step waits for, or will"),
                Route.post("/sagas/{id}/reset", "Begins another one that goes on from an earlier event", this::reset)
                        .takes(TOLD.with("to", Shape.whole(1, Long.MAX_VALUE), "The last event that counts")
                                .or("as", Shape.text(), "The other one's id; a fresh one, unless said"))
                        .gives(201, DONE, "the other one goes on"),
                Route.post("/sagas/{id}/rebuild", "Makes the state of a quarantined one of its history", this::rebuild)
                        .mayTake(TOLD)
                        .gives(DONE));
    }

    private Route telling(SagaCommandKind kind, Fields body, String what) {
        String word = kind.name().toLowerCase(Locale.ROOT);
        Route route = Route.post("/sagas/{id}/" + word, what, call -> tell(call, kind))
                .gives(DONE);
        return body.equals(TOLD) ? route.mayTake(body) : route.takes(body);
    }

    /** Returns once the saga is there for everybody to see, has ended, or was refused. */
    private void start(Call call) throws InterruptedException {
        JsonNode body = call.body();
        String name = call.field("name");
        String key = call.field("idempotencyKey");
        String wished = call.field("sagaId");
        long waitMs = body.path("waitMs").asLong(0);
        if (!key.isEmpty() && !wished.isEmpty()) {
            throw Problem.bad("sagaId", "with an idempotencyKey it follows from the key");
        }
        String sagaId = !key.isEmpty()
                ? SagaClient.idOf(name, key)
                : wished.isEmpty() ? engine.get().freshId() : wished;
        SagaStatus known = index.get(sagaId);
        if (known != null && known.getName().equals(name) && waitMs == 0) {
            call.json(SagaJson.of(known));
            return;
        }
        CompletableFuture<Reply> reply = engine.get()
                .ask(command(SagaCommandKind.START, sagaId, call)
                        .setName(name)
                        .setVersion(call.field("version"))
                        .setJson(SagaJson.value(body, "input"))
                        .setIdempotencyKey(key)
                        .setTags(tags(body)));
        try {
            answer(call, sagaId, reply, waitMs);
        } finally {
            reply.cancel(false); // it may come in a year
        }
    }

    private void answer(Call call, String sagaId, CompletableFuture<Reply> reply, long waitMs)
            throws InterruptedException {
        long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs > 0 ? waitMs : SHOWN_MS);
        while (System.nanoTime() < untilNanos) {
            Reply ended = within(reply, LOOK_MS);
            if (ended != null && ended.getStatus() == ReplyStatus.REJECTED) {
                throw new Problem(HttpStatus.BAD_REQUEST.getCode(), ended.getError());
            }
            if (ended != null) {
                call.json(ended(sagaId, ended));
                return;
            }
            SagaStatus shown = waitMs > 0 ? null : index.get(sagaId);
            if (shown != null) {
                call.created("/sagas/" + sagaId, SagaJson.of(shown));
                return;
            }
        }
        call.http().header("Location", "/sagas/" + sagaId);
        call.json(
                HttpStatus.ACCEPTED.getCode(),
                Map.of("sagaId", sagaId, "detail", waitMs > 0 ? "it goes on" : "it is taken, and not to be seen yet"));
    }

    private static Map<String, Object> ended(String sagaId, Reply reply) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sagaId", sagaId);
        json.put("status", reply.getStatus().name());
        json.put("error", reply.getError());
        json.put(
                "output",
                SagaJson.tree(StandardCharsets.UTF_8
                        .decode(reply.getResult().duplicate())
                        .toString()));
        return json;
    }

    private static Map<String, String> tags(JsonNode body) {
        Map<String, String> tags = new LinkedHashMap<>();
        body.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    /** A new saga that goes forward from an earlier moment of this one. */
    private void reset(Call call) throws InterruptedException {
        String origin = call.path("id");
        String wished = call.field("as");
        String sagaId = wished.isEmpty() ? engine.get().freshId() : wished;
        obeyed(
                origin,
                command(SagaCommandKind.RESET, sagaId, call)
                        .setTarget(call.field("to"))
                        .setEvents(history(origin)));
        call.created("/sagas/" + sagaId, Map.of("sagaId", sagaId));
    }

    /** Its state is made anew of its history. */
    private void rebuild(Call call) throws InterruptedException {
        String sagaId = call.path("id");
        obeyed(sagaId, command(SagaCommandKind.REBUILD, sagaId, call).setEvents(history(sagaId)));
        call.json(Map.of("sagaId", sagaId));
    }

    private List<ByteBuffer> history(String sagaId) {
        try {
            List<ByteBuffer> events = engine.get().history(sagaId);
            if (!events.isEmpty()) {
                return events;
            }
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpStatus.CONFLICT.getCode(), "the history of saga '" + sagaId + "': " + e.getMessage());
        }
        throw new Problem(HttpStatus.NOT_FOUND.getCode(), "the log has no event of saga '" + sagaId + "'");
    }

    private void tell(Call call, SagaCommandKind kind) throws InterruptedException {
        String sagaId = call.path("id");
        obeyed(
                sagaId,
                command(kind, sagaId, call)
                        .setTarget(target(kind, call))
                        .setJson(SagaJson.value(call.body(), "payload"))
                        .setIdempotencyKey(call.field("idempotencyKey"))
                        .setApproved(call.body().path("approved").asBoolean()));
        call.json(Map.of("sagaId", sagaId));
    }

    /** @param about the saga that the request names, which need not be the one that the command goes to */
    private void obeyed(String about, SagaCommand.Builder command) throws InterruptedException {
        CompletableFuture<Reply> asked = engine.get().ask(command);
        Reply reply = within(asked, ANSWER_MS);
        if (reply == null) {
            asked.cancel(false);
            throw new Problem(
                    HttpStatus.GATEWAY_TIMEOUT.getCode(),
                    "no answer within " + ANSWER_MS + " ms; it may still be obeyed later");
        }
        if (reply.getStatus() != ReplyStatus.COMPLETED) {
            HttpStatus why = index.get(about) == null ? HttpStatus.NOT_FOUND : HttpStatus.CONFLICT;
            throw new Problem(why.getCode(), reply.getError());
        }
    }

    /** What the command is about, within the saga. */
    private static String target(SagaCommandKind kind, Call call) {
        return switch (kind) {
            case SIGNAL -> call.field("signal");
            case ANSWER, RETRY, SKIP -> call.field("step");
            default -> "";
        };
    }

    /** A token's name stands above what somebody says of themselves. */
    private static SagaCommand.Builder command(SagaCommandKind kind, String sagaId, Call call) {
        String known = call.caller().name();
        return SagaCommand.newBuilder()
                .setKind(kind)
                .setSagaId(sagaId)
                .setBy(known.isEmpty() ? call.field("by") : known)
                .setReason(call.field("reason"))
                .setSentAtMs(0);
    }

    /** Null where there is none yet. */
    private static @Nullable Reply within(CompletableFuture<Reply> future, long ms) throws InterruptedException {
        try {
            return future.get(ms, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE.getCode(), "the cluster did not take it: " + e.getCause());
        }
    }
}
