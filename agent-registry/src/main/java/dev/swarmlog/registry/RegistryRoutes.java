package dev.swarmlog.registry;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.agent.discovery.AgentOrder;
import dev.swarmlog.agent.discovery.AgentPage;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.agent.discovery.AgentView;
import dev.swarmlog.registry.http.AgentRequest;
import dev.swarmlog.registry.http.ChangeStream;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.EventStream;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Any instance answers for all agents. */
final class RegistryRoutes implements RouteGroup {
    private static final String SNAPSHOT = "snapshot";
    private static final Fields AGENT = Shape.object()
            .with("agentId", Shape.text(), "")
            .with("state", Shape.oneOf(AgentState.class), "The registry's verdict")
            .with("healthScore", Shape.decimal(0, 1), "")
            .with("why", Shape.list(Shape.anything(), 100), "What each factor took of the score")
            .andMore();

    private final Discovery discovery;
    private final DiscoveryMetrics metrics;

    RegistryRoutes(Discovery discovery, DiscoveryMetrics metrics) {
        this.discovery = discovery;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return "agents";
    }

    @Override
    public String what() {
        return "Who is there, and how they do; every instance of the registry answers for all of them.";
    }

    @Override
    public List<Route> routes() {
        Fields page = Shape.object()
                .with("agents", Shape.list(AGENT, 10_000), "")
                .or("next", Shape.text(), "The cursor of the next page")
                .with("known", Shape.whole(0, Long.MAX_VALUE), "How many there are in all");
        return List.of(
                AgentRequest.paged(
                                Route.get(
                                        "/agents",
                                        "Lists agents by id",
                                        call -> page(call, AgentOrder.BY_ID, AgentQuery.ANY_STATE)),
                                "Any of the states, unless said")
                        .gives(page),
                AgentRequest.paged(
                                Route.get(
                                        "/agents:find",
                                        "Finds the best agents, nearest first",
                                        call -> page(call, AgentOrder.BEST_FIRST, AgentQuery.WORKING)),
                                "Those that can work, unless said")
                        .gives(page),
                AgentRequest.filtered(
                                Route.get("/agents:changes", "Tells of agents that come, change and go", this::follow),
                                "Any of the states, unless said")
                        .query(SNAPSHOT, Shape.flag(), "Tell of all agents as they are first")
                        .streams("agent, left (matches no more), gone, complete (the snapshot), cut (too slow)"),
                Route.get("/agents/{id}", "Shows one agent", this::show).gives(AGENT));
    }

    private void page(Call call, AgentOrder order, Set<AgentState> statesUnlessSaid) {
        AgentIndex index = index();
        AgentPage page = Call.checked(() -> {
            AgentRequest request = AgentRequest.page(call, statesUnlessSaid);
            return metrics.query(order).record(() -> index.page(request.query(), order, request.after()));
        });
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("agents", page.agents().stream().map(AgentView::of).toList());
        if (page.next() != null) {
            shown.put("next", page.next().toString());
        }
        shown.put("known", index.size());
        call.json(shown);
    }

    private void show(Call call) {
        String id = call.path("id");
        AgentStatus status = index().get(id)
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND.getCode(), "nobody knows an agent '" + id + "'"));
        call.json(AgentView.of(status));
    }

    /** Whoever says which event was its last is told everything first: what it missed, no instance remembers. */
    private void follow(Call call) throws IOException, InterruptedException {
        AgentIndex index = index();
        AgentQuery query = Call.checked(() -> AgentRequest.query(call, AgentQuery.ANY_STATE));
        boolean everything = call.isOn(SNAPSHOT) || call.http().header("Last-Event-ID") != null;
        ChangeStream stream = discovery.changes().open(query);
        if (stream == null) {
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                    discovery.changes().streamsMax() + " clients listen already; SWARMLOG_REGISTRY_STREAMS_MAX allows"
                            + " no more");
        }
        try {
            ChangeStream.Client client = client(call.stream());
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

    private static ChangeStream.Client client(EventStream events) {
        return new ChangeStream.Client() {
            @Override
            public void event(String name, String id, Object data) throws IOException {
                events.event(name, id, data);
            }

            @Override
            public void comment(String text) throws IOException {
                events.comment(text);
            }
        };
    }

    private AgentIndex index() {
        return discovery
                .index()
                .orElseThrow(() -> new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                        "the agents are still being read; /health/ready tells when they are"));
    }
}
