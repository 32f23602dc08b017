package dev.swarmlog.saga.http;

import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.EventStream;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.v1.SagaState;
import dev.swarmlog.v1.SagaStatus;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Any instance answers for all sagas. */
public final class SagaRoutes implements RouteGroup {
    /** So many are looked at for one page; who filters for few goes on by the cursor. */
    private static final int SEEN_MAX = 20_000;

    private static final int STREAMS_MAX = 100;
    private static final long LOOK_MS = 200;
    private static final long LOOKS_PER_SIGN = 50;

    private final SagaIndex index;
    private final CommandRoutes commands;
    private final Semaphore streams = new Semaphore(STREAMS_MAX);

    public SagaRoutes(SagaIndex index, Supplier<Engine> engine) {
        this.index = index;
        this.commands = new CommandRoutes(index, engine);
    }

    @Override
    public String name() {
        return "sagas";
    }

    @Override
    public String what() {
        return "Work of several steps that remembers how far it came; every instance of the engine answers for all.";
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                SagaFilter.on(Route.get("/sagas", "Lists sagas by id", this::list))
                        .gives(Shape.object()
                                .with("sagas", Shape.list(SagaJson.SAGA, SagaFilter.LIMIT_MAX), "")
                                .or("next", Shape.text(), "The cursor of the next page")),
                Route.get("/sagas/{id}", "Shows one", call -> call.json(SagaJson.of(known(call.path("id")))))
                        .gives(SagaJson.SAGA),
                Route.get("/sagas/{id}/changes", "Tells of one as it changes, until it ends", this::follow)
                        .streams("saga: as it is now")));
        routes.addAll(commands.routes());
        return routes;
    }

    private void list(Call call) {
        SagaFilter filter = Call.checked(() -> SagaFilter.of(call));
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
        call.json(shown);
    }

    /** Looks at it again and again: a look costs next to nothing, and a saga changes seldom. */
    private void follow(Call call) throws InterruptedException {
        String id = call.path("id");
        SagaStatus now = known(id);
        if (!streams.tryAcquire()) {
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE.getCode(), STREAMS_MAX + " clients listen to sagas already");
        }
        try {
            EventStream listener = call.stream();
            long told = -1;
            for (long looks = 1; now != null; looks++) {
                if (now.getEventVersion() != told) {
                    told = now.getEventVersion();
                    listener.event("saga", String.valueOf(told), SagaJson.of(now));
                } else if (looks % LOOKS_PER_SIGN == 0) {
                    listener.comment("still here");
                }
                if (isOver(now.getState())) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
                now = index.get(id);
            }
        } catch (IOException gone) {
            // The client went; that is how many of these end.
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
