package dev.swarmlog.coordinator;

import dev.swarmlog.coordinator.dashboard.Beat;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import java.util.List;

/** The picture of the whole. */
final class OverviewRoutes implements RouteGroup {
    private final Overview overview;
    private final Beat beat;

    OverviewRoutes(Overview overview, Beat beat) {
        this.overview = overview;
        this.beat = beat;
    }

    @Override
    public String name() {
        return "overview";
    }

    @Override
    public String what() {
        return "Who is there in all, and how messages flow.";
    }

    @Override
    public List<Route> routes() {
        Fields flow = Shape.object()
                .with("total", Shape.whole(0, Long.MAX_VALUE), "")
                .with("perSecond", Shape.decimal(0, Double.MAX_VALUE), "Over the last ten seconds");
        Shape count = Shape.whole(0, Long.MAX_VALUE);
        Fields whole = Shape.object()
                .with(
                        "agents",
                        Shape.object()
                                .with("total", count, "")
                                .with("byState", Shape.map(count), "")
                                .with("byRegion", Shape.map(Shape.map(count)), "By state, in each")
                                .with("capacity", count, "What those that work can have in hand together")
                                .with("inFlight", count, "")
                                .with("queued", count, ""),
                        "")
                .with("messages", Shape.map(flow), "submitted, replied, deadLettered")
                .with("lag", Shape.map(count), "How many records each service is behind");
        return List.of(
                Route.get(
                                "/overview",
                                "Agents by state and region, the rates of messages, and lags",
                                call -> call.json(overview.json()))
                        .gives(whole),
                Route.get(
                                "/overview:changes",
                                "The same, each second",
                                call -> beat.follow(call, client -> {
                                    client.event("overview", "", overview.json());
                                    return true;
                                }))
                        .streams("overview: all of it"));
    }
}
