package dev.swarmlog.coordinator.dashboard;

import dev.swarmlog.coordinator.core.AgentRow;
import dev.swarmlog.coordinator.core.AgentRow.Column;
import dev.swarmlog.coordinator.core.AgentRow.Wish;
import dev.swarmlog.coordinator.core.AgentTable;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.AgentState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The table of agents as one scrolls through it: any place in any order. */
public final class AgentTableRoutes implements RouteGroup {
    private static final int LIMIT_MAX = 500;
    private static final int OFFSET_MAX = 10_000_000;
    private static final int WISHES_MAX = 32;
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Supplier<AgentTable> table;
    private final Beat beat;
    private final Map<Wish, Sorted> sorted = new ConcurrentHashMap<>();

    /** What was sorted for one client serves the others that want the same. */
    private record Sorted(List<AgentRow> rows, long atNanos) {}

    public AgentTableRoutes(Supplier<AgentTable> table, Beat beat) {
        this.table = table;
        this.beat = beat;
    }

    @Override
    public String name() {
        return "agent table";
    }

    @Override
    public String what() {
        return "Agents as the dashboard scrolls through them; programs are better served by the chapter agents.";
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/agents:window", "Follows a window of the sorted table of agents", this::follow)
                .query("text", Shape.text(Limits.ID_CHARS_MAX), "Part of the id or the first capability")
                .query("state", Shape.oneOf(AgentState.class), "")
                .query("region", Shape.text(Limits.ID_CHARS_MAX), "")
                .query("sort", Shape.oneOf(Column.class), "ID", "")
                .query("descending", Shape.flag(), "")
                .query("offset", Shape.whole(0, OFFSET_MAX), "0", "Where the window begins")
                .query("limit", Shape.whole(1, LIMIT_MAX), "100", "How many rows it has")
                .streams("rows: {total, rows: [{at, ...}]}, all of the window first, then what changes"));
    }

    private void follow(Call call) throws InterruptedException {
        Wish wish = new Wish(
                call.text("text").toLowerCase(Locale.ROOT),
                call.text("state").toUpperCase(Locale.ROOT),
                call.text("region"),
                Column.valueOf(call.text("sort").toUpperCase(Locale.ROOT)),
                call.isOn("descending"));
        beat.follow(
                call,
                new AgentWindow(
                        () -> rows(wish), Math.toIntExact(call.whole("offset")), Math.toIntExact(call.whole("limit"))));
    }

    private List<AgentRow> rows(Wish wish) {
        if (sorted.size() >= WISHES_MAX && !sorted.containsKey(wish)) {
            sorted.clear();
        }
        return sorted.compute(
                        wish,
                        (asked, before) -> before != null && System.nanoTime() - before.atNanos < FRESH_NANOS
                                ? before
                                : new Sorted(table.get().rows(asked), System.nanoTime()))
                .rows;
    }
}
