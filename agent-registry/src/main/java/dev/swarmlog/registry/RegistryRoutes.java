package dev.swarmlog.registry;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.agent.discovery.AgentOrder;
import dev.swarmlog.agent.discovery.AgentPage;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.agent.discovery.AgentView;
import dev.swarmlog.registry.http.AgentRequest;
import dev.swarmlog.registry.http.ChangeStream;
import dev.swarmlog.registry.http.EventStream;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Any instance answers for all agents.
 *
 * <ul>
 *   <li>{@code GET /agents} lists by id, whatever state they are in
 *   <li>{@code GET /agents:find} finds the best of those that can work
 *   <li>{@code GET /agents:changes} tells of changes, as server-sent events
 *   <li>{@code GET /agents/{id}} shows one
 * </ul>
 */
final class RegistryRoutes {
    private static final String SNAPSHOT = "snapshot";
    private static final Set<String> STREAMED = streamed();

    private final Discovery discovery;
    private final DiscoveryMetrics metrics;

    RegistryRoutes(Discovery discovery, DiscoveryMetrics metrics) {
        this.discovery = discovery;
        this.metrics = metrics;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/agents", ctx -> page(ctx, AgentOrder.BY_ID, AgentQuery.ANY_STATE));
        routes.get("/agents:find", ctx -> page(ctx, AgentOrder.BEST_FIRST, AgentQuery.WORKING));
        routes.get("/agents:changes", this::follow);
        routes.get("/agents/{id}", this::show);
    }

    private void page(Context ctx, AgentOrder order, Set<AgentState> statesUnlessSaid) {
        AgentIndex index = index();
        AgentPage page = asked(() -> {
            AgentRequest request = AgentRequest.of(ctx.queryParamMap(), AgentRequest.PAGED, statesUnlessSaid);
            return metrics.query(order).record(() -> index.page(request.query(), order, request.after()));
        });
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("agents", page.agents().stream().map(AgentView::of).toList());
        if (page.next() != null) {
            shown.put("next", page.next().toString());
        }
        shown.put("known", index.size());
        ctx.json(shown);
    }

    private void show(Context ctx) {
        String id = ctx.pathParam("id");
        AgentStatus status = index().get(id)
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND.getCode(), "nobody knows an agent '" + id + "'"));
        ctx.json(AgentView.of(status));
    }

    /** Whoever says which event was its last is told everything first: what it missed, no instance remembers. */
    private void follow(Context ctx) throws IOException, InterruptedException {
        AgentIndex index = index();
        AgentQuery query = asked(() -> AgentRequest.of(ctx.queryParamMap(), STREAMED, AgentQuery.ANY_STATE)
                .query());
        boolean everything = wantsSnapshot(ctx) || ctx.header("Last-Event-ID") != null;
        ChangeStream stream = discovery.changes().open(query);
        if (stream == null) {
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                    discovery.changes().streamsMax() + " clients listen already; SWARMLOG_REGISTRY_STREAMS_MAX allows"
                            + " no more");
        }
        try {
            EventStream client = EventStream.begin(ctx);
            if (everything) {
                stream.tellAll(index.find(query.limitedTo(Integer.MAX_VALUE)), client);
            }
            stream.tellChanges(client);
        } catch (IOException gone) {
            // The client went; that is how most of these end.
        } finally {
            discovery.changes().close(stream);
        }
    }

    private static boolean wantsSnapshot(Context ctx) {
        String wanted = ctx.queryParam(SNAPSHOT);
        if (wanted == null || wanted.equals("false")) {
            return false;
        }
        if (!wanted.equals("true")) {
            throw bad(SNAPSHOT + ": true or false is expected, not '" + wanted + "'");
        }
        return true;
    }

    private AgentIndex index() {
        return discovery
                .index()
                .orElseThrow(() -> new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                        "the agents are still being read; /health/ready tells when they are"));
    }

    private interface Asked<T> {
        T answer();
    }

    private static <T> T asked(Asked<T> request) {
        try {
            return request.answer();
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private static Problem bad(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST.getCode(), detail);
    }

    private static Set<String> streamed() {
        Set<String> all = new HashSet<>(AgentRequest.FILTERS);
        all.add(SNAPSHOT);
        return Set.copyOf(all);
    }
}
