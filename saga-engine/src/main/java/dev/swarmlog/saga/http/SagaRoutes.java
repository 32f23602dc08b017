package dev.swarmlog.saga.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import dev.swarmlog.v1.SagaState;
import dev.swarmlog.v1.SagaStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.sse.SseClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Any instance answers for all sagas.
 *
 * <ul>
 *   <li>{@code POST /sagas} starts one: {@code {name, version, input, sagaId, idempotencyKey, tags}}
 *   <li>{@code GET /sagas} lists by id: {@code name, state, tag, startedFromMs, startedBeforeMs, limit, cursor}
 *   <li>{@code GET /sagas/{id}} shows one
 *   <li>{@code GET /sagas/{id}/changes} tells of its changes until it ends, as server-sent events
 *   <li>{@code POST /sagas/{id}/{command}} tells it: cancel, signal, answer, pause, resume, retry, skip, resolve
 * </ul>
 */
public final class SagaRoutes {
    private static final int LIMIT_MAX = 1_000;

    /** So many are looked at for one page; who filters for few goes on by the cursor. */
    private static final int SEEN_MAX = 20_000;

    private static final int STREAMS_MAX = 100;
    private static final long LOOK_MS = 200;
    private static final long ANSWER_MS = 10_000;

    private final SagaIndex index;
    private final Supplier<SagaClient> client;
    private final Semaphore streams = new Semaphore(STREAMS_MAX);

    public SagaRoutes(SagaIndex index, Supplier<SagaClient> client) {
        this.index = index;
        this.client = client;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/sagas", this::start);
        routes.get("/sagas", this::list);
        routes.get("/sagas/{id}", ctx -> ctx.json(SagaJson.of(known(ctx.pathParam("id")))));
        routes.get("/sagas/{id}/changes", this::follow);
        routes.post("/sagas/{id}/{command}", this::tell);
    }

    private void start(Context ctx) {
        JsonNode body = body(ctx);
        String name = body.path("name").asText();
        String key = body.path("idempotencyKey").asText();
        String wished = body.path("sagaId").asText();
        String sagaId = key.isEmpty() ? wished.isEmpty() ? client.get().freshId() : wished : SagaClient.idOf(name, key);
        Map<String, String> tags = new LinkedHashMap<>();
        body.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        SagaCommand.Builder command = command(SagaCommandKind.START, sagaId, body)
                .setName(name)
                .setVersion(body.path("version").asText())
                .setJson(
                        body.path("input").isMissingNode()
                                ? "null"
                                : body.path("input").toString())
                .setIdempotencyKey(key)
                .setTags(tags);
        settled(client.get().send(command));
        ctx.status(HttpStatus.ACCEPTED).json(Map.of("sagaId", sagaId));
    }

    private void tell(Context ctx) {
        JsonNode body = ctx.bodyAsBytes().length == 0 ? SagaJson.parse(new byte[] {'{', '}'}) : body(ctx);
        SagaCommandKind kind = kind(ctx.pathParam("command"));
        SagaCommand.Builder command = command(kind, ctx.pathParam("id"), body)
                .setTarget(body.path(kind == SagaCommandKind.SIGNAL ? "signal" : "step")
                        .asText())
                .setJson(
                        body.path("payload").isMissingNode()
                                ? "null"
                                : body.path("payload").toString())
                .setIdempotencyKey(body.path("idempotencyKey").asText())
                .setApproved(body.path("approved").asBoolean());
        Reply reply = settled(client.get().ask(command));
        if (reply.getStatus() != ReplyStatus.COMPLETED) {
            throw new Problem(HttpStatus.CONFLICT.getCode(), reply.getError());
        }
        ctx.json(Map.of("sagaId", ctx.pathParam("id")));
    }

    private static SagaCommandKind kind(String word) {
        return switch (word) {
            case "cancel", "signal", "answer", "pause", "resume", "retry", "skip", "resolve" ->
                SagaCommandKind.valueOf(word.toUpperCase(Locale.ROOT));
            default -> throw new Problem(HttpStatus.NOT_FOUND.getCode(), "nobody can tell a saga to '" + word + "'");
        };
    }

    private static SagaCommand.Builder command(SagaCommandKind kind, String sagaId, JsonNode body) {
        return SagaCommand.newBuilder()
                .setKind(kind)
                .setSagaId(sagaId)
                .setBy(body.path("by").asText())
                .setReason(body.path("reason").asText())
                .setSentAtMs(0);
    }

    private void list(Context ctx) {
        Map<String, List<String>> query = ctx.queryParamMap();
        SagaFilter filter;
        int limit;
        try {
            filter = SagaFilter.of(query);
            limit = Math.clamp(Integer.parseInt(SagaFilter.first(query, "limit", "100")), 1, LIMIT_MAX);
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpStatus.BAD_REQUEST.getCode(), String.valueOf(e.getMessage()));
        }
        List<Map<String, Object>> page = new ArrayList<>();
        String[] last = {""};
        int[] seen = {0};
        boolean[] more = {false};
        index.behind(SagaFilter.first(query, "cursor", ""), saga -> {
            if (page.size() == limit || seen[0] == SEEN_MAX) {
                more[0] = true;
                return false;
            }
            seen[0]++;
            last[0] = saga.getSagaId();
            if (filter.wants(saga)) {
                page.add(SagaJson.of(saga));
            }
            return true;
        });
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("sagas", page);
        if (more[0]) {
            shown.put("next", last[0]);
        }
        ctx.json(shown);
    }

    /** Looks at it again and again: a look costs next to nothing, and a saga changes seldom. */
    private void follow(Context ctx) throws InterruptedException {
        String id = ctx.pathParam("id");
        SagaStatus now = known(id);
        if (!streams.tryAcquire()) {
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE.getCode(), STREAMS_MAX + " clients listen to sagas already");
        }
        try {
            ctx.contentType("text/event-stream; charset=utf-8").header("Cache-Control", "no-cache");
            ctx.header("X-Accel-Buffering", "no");
            SseClient listener = new SseClient(ctx);
            long told = -1;
            while (now != null && !listener.terminated()) {
                if (now.getEventVersion() != told) {
                    told = now.getEventVersion();
                    listener.sendEvent("saga", SagaJson.of(now), String.valueOf(told));
                }
                if (isOver(now.getState())) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
                now = index.get(id);
            }
        } finally {
            streams.release();
        }
    }

    private static boolean isOver(SagaState state) {
        return switch (state) {
            case COMPLETED, COMPENSATED, CANCELLED -> true;
            case UNKNOWN, RUNNING, PAUSED, COMPENSATING, NEEDS_ATTENTION, QUARANTINED -> false;
        };
    }

    private SagaStatus known(String id) {
        SagaStatus saga = index.get(id);
        if (saga == null) {
            throw new Problem(
                    HttpStatus.NOT_FOUND.getCode(),
                    "no saga '" + id + "' is known: it never was, or it ended and is forgotten");
        }
        return saga;
    }

    private static JsonNode body(Context ctx) {
        try {
            return SagaJson.parse(ctx.bodyAsBytes());
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpStatus.BAD_REQUEST.getCode(), String.valueOf(e.getMessage()));
        }
    }

    private static <T> T settled(CompletableFuture<T> future) {
        try {
            return future.get(ANSWER_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Problem(
                    HttpStatus.GATEWAY_TIMEOUT.getCode(), "no answer within " + ANSWER_MS + " ms; it may come later");
        } catch (ExecutionException e) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE.getCode(), "the cluster did not take it: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE.getCode(), "this instance is stopping");
        }
    }
}
