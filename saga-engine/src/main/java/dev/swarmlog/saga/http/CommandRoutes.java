package dev.swarmlog.saga.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import dev.swarmlog.v1.SagaStatus;
import io.javalin.http.Context;
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

    /** Returns once the saga is there for everybody to see, has ended, or was refused. */
    void start(Context ctx) throws InterruptedException {
        JsonNode body = SagaJson.body(ctx);
        String name = SagaJson.required(body, "name");
        String key = SagaJson.text(body, "idempotencyKey");
        String wished = SagaJson.text(body, "sagaId");
        long waitMs = waitMs(body);
        if (!key.isEmpty() && !wished.isEmpty()) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST.getCode(), "sagaId: with an idempotencyKey it follows from the key");
        }
        String sagaId = !key.isEmpty()
                ? SagaClient.idOf(name, key)
                : wished.isEmpty() ? engine.get().freshId() : wished;
        SagaStatus known = index.get(sagaId);
        if (known != null && known.getName().equals(name) && waitMs == 0) {
            ctx.json(SagaJson.of(known));
            return;
        }
        CompletableFuture<Reply> reply = engine.get()
                .ask(command(SagaCommandKind.START, sagaId, body)
                        .setName(name)
                        .setVersion(SagaJson.text(body, "version"))
                        .setJson(SagaJson.value(body, "input"))
                        .setIdempotencyKey(key)
                        .setTags(tags(body)));
        try {
            answer(ctx, sagaId, reply, waitMs);
        } finally {
            reply.cancel(false); // it may come in a year
        }
    }

    private void answer(Context ctx, String sagaId, CompletableFuture<Reply> reply, long waitMs)
            throws InterruptedException {
        long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs > 0 ? waitMs : SHOWN_MS);
        while (System.nanoTime() < untilNanos) {
            Reply ended = within(reply, LOOK_MS);
            if (ended != null && ended.getStatus() == ReplyStatus.REJECTED) {
                throw new Problem(HttpStatus.BAD_REQUEST.getCode(), ended.getError());
            }
            if (ended != null) {
                ctx.json(ended(sagaId, ended));
                return;
            }
            SagaStatus shown = waitMs > 0 ? null : index.get(sagaId);
            if (shown != null) {
                ctx.status(HttpStatus.CREATED)
                        .header("Location", "/sagas/" + sagaId)
                        .json(SagaJson.of(shown));
                return;
            }
        }
        ctx.status(HttpStatus.ACCEPTED)
                .header("Location", "/sagas/" + sagaId)
                .json(Map.of(
                        "sagaId", sagaId, "detail", waitMs > 0 ? "it goes on" : "it is taken, and not to be seen yet"));
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

    private static long waitMs(JsonNode body) {
        JsonNode wait = body.path("waitMs");
        if (wait.isMissingNode()) {
            return 0;
        }
        if (!wait.canConvertToLong() || wait.asLong() < 1 || wait.asLong() > WAIT_MS_MAX) {
            throw new Problem(
                    HttpStatus.BAD_REQUEST.getCode(), "waitMs: 1 to " + WAIT_MS_MAX + " is expected, found " + wait);
        }
        return wait.asLong();
    }

    private static Map<String, String> tags(JsonNode body) {
        JsonNode found = body.path("tags");
        if (!found.isMissingNode() && !found.isObject()) {
            throw new Problem(HttpStatus.BAD_REQUEST.getCode(), "tags: an object of texts is expected, found " + found);
        }
        Map<String, String> tags = new LinkedHashMap<>();
        found.properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        return tags;
    }

    /** A new saga that goes forward from an earlier moment of this one. */
    void reset(Context ctx) throws InterruptedException {
        JsonNode body = SagaJson.body(ctx);
        String origin = ctx.pathParam("id");
        JsonNode to = body.path("to");
        if (!to.canConvertToLong() || to.asLong() < 1) {
            throw new Problem(HttpStatus.BAD_REQUEST.getCode(), "to: the version of an event is expected, found " + to);
        }
        String wished = SagaJson.text(body, "as");
        String sagaId = wished.isEmpty() ? engine.get().freshId() : wished;
        obeyed(
                ctx,
                origin,
                command(SagaCommandKind.RESET, sagaId, body)
                        .setTarget(String.valueOf(to.asLong()))
                        .setEvents(history(origin)));
        ctx.status(HttpStatus.CREATED).header("Location", "/sagas/" + sagaId);
    }

    /** Its state is made anew of its history. */
    void rebuild(Context ctx) throws InterruptedException {
        String sagaId = ctx.pathParam("id");
        JsonNode body = ctx.bodyAsBytes().length == 0 ? SagaJson.NOTHING : SagaJson.body(ctx);
        obeyed(ctx, sagaId, command(SagaCommandKind.REBUILD, sagaId, body).setEvents(history(sagaId)));
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

    void tell(Context ctx) throws InterruptedException {
        SagaCommandKind kind = kind(ctx.pathParam("command"));
        JsonNode body = ctx.bodyAsBytes().length == 0 ? SagaJson.NOTHING : SagaJson.body(ctx);
        obeyed(
                ctx,
                ctx.pathParam("id"),
                command(kind, ctx.pathParam("id"), body)
                        .setTarget(target(kind, body))
                        .setJson(SagaJson.value(body, "payload"))
                        .setIdempotencyKey(SagaJson.text(body, "idempotencyKey"))
                        .setApproved(kind == SagaCommandKind.ANSWER && approved(body)));
    }

    /** @param about the saga that the request names, which need not be the one that the command goes to */
    private void obeyed(Context ctx, String about, SagaCommand.Builder command) throws InterruptedException {
        String sagaId = command.getSagaId();
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
        ctx.json(Map.of("sagaId", sagaId));
    }

    private static SagaCommandKind kind(String word) {
        return switch (word) {
            case "cancel", "signal", "answer", "pause", "resume", "retry", "skip", "resolve" ->
                SagaCommandKind.valueOf(word.toUpperCase(Locale.ROOT));
            default ->
                throw new Problem(
                        HttpStatus.NOT_FOUND.getCode(),
                        "nobody can tell a saga to '" + word
                                + "'; there are cancel, signal, answer, pause, resume, retry, skip, resolve, reset,"
                                + " rebuild");
        };
    }

    /** What the command is about, within the saga. */
    private static String target(SagaCommandKind kind, JsonNode body) {
        return switch (kind) {
            case SIGNAL -> SagaJson.required(body, "signal");
            case ANSWER, RETRY, SKIP -> SagaJson.required(body, "step");
            default -> "";
        };
    }

    private static boolean approved(JsonNode body) {
        JsonNode approved = body.path("approved");
        if (!approved.isBoolean()) {
            throw new Problem(HttpStatus.BAD_REQUEST.getCode(), "approved: true or false is expected");
        }
        return approved.asBoolean();
    }

    private static SagaCommand.Builder command(SagaCommandKind kind, String sagaId, JsonNode body) {
        return SagaCommand.newBuilder()
                .setKind(kind)
                .setSagaId(sagaId)
                .setBy(SagaJson.text(body, "by"))
                .setReason(SagaJson.text(body, "reason"))
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
