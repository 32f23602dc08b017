package dev.swarmlog.saga.http;

import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.v1.SagaState;
import dev.swarmlog.v1.SagaStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.sse.SseClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Any instance answers for all sagas.
 *
 * <ul>
 *   <li>{@code POST /sagas} starts one: {@code {name, version, input, sagaId, idempotencyKey, tags, waitMs}}; with
 *       {@code waitMs} it answers how it ended
 *   <li>{@code GET /sagas} lists by id: {@code name, state, tag, startedFrom, startedBefore, limit, cursor}
 *   <li>{@code GET /sagas/{id}} shows one
 *   <li>{@code GET /sagas/{id}/changes} tells of its changes until it ends, as server-sent events
 *   <li>{@code POST /sagas/{id}/reset} begins another one that goes on from an earlier event: {@code {to, as}}
 *   <li>{@code POST /sagas/{id}/rebuild} makes the state of a quarantined one anew of its history
 *   <li>{@code POST /sagas/{id}/{command}} tells it: cancel, signal, answer, pause, resume, retry, skip, resolve
 * </ul>
 */
public final class SagaRoutes {
    /** So many are looked at for one page; who filters for few goes on by the cursor. */
    private static final int SEEN_MAX = 20_000;

    private static final int STREAMS_MAX = 100;
    private static final long LOOK_MS = 200;

    private final SagaIndex index;
    private final CommandRoutes commands;
    private final Semaphore streams = new Semaphore(STREAMS_MAX);

    public SagaRoutes(SagaIndex index, Supplier<Engine> engine) {
        this.index = index;
        this.commands = new CommandRoutes(index, engine);
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/sagas", commands::start);
        routes.get("/sagas", this::list);
        routes.get("/sagas/{id}", ctx -> ctx.json(SagaJson.of(known(ctx.pathParam("id")))));
        routes.get("/sagas/{id}/changes", this::follow);
        routes.post("/sagas/{id}/reset", commands::reset);
        routes.post("/sagas/{id}/rebuild", commands::rebuild);
        routes.post("/sagas/{id}/{command}", commands::tell);
    }

    private void list(Context ctx) {
        SagaFilter filter;
        try {
            filter = SagaFilter.of(ctx.queryParamMap());
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpStatus.BAD_REQUEST.getCode(), String.valueOf(e.getMessage()));
        }
        List<Map<String, Object>> page = new ArrayList<>();
        String[] last = {""};
        int[] seen = {0};
        boolean[] more = {false};
        index.behind(filter.cursor(), saga -> {
            if (page.size() == filter.limit() || seen[0] == SEEN_MAX) {
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
                    "no saga '" + id + "' is known: it never was, or it ended and is forgotten, or it"
                            + " was started a moment ago and is not to be seen yet");
        }
        return saga;
    }
}
