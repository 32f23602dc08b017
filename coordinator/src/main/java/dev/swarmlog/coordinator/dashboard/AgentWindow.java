package dev.swarmlog.coordinator.dashboard;

import dev.swarmlog.coordinator.core.AgentRow;
import dev.swarmlog.runtime.http.EventStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What one client sees of the table, so that it is told only what is another than before. Mutable, for one thread. */
final class AgentWindow implements Beat.Look {
    private final Supplier<List<AgentRow>> table;
    private final int offset;
    private final int limit;
    private final List<AgentRow> told = new ArrayList<>();
    private int toldTotal = -1;

    AgentWindow(Supplier<List<AgentRow>> table, int offset, int limit) {
        this.table = table;
        this.offset = offset;
        this.limit = limit;
    }

    @Override
    public boolean tell(EventStream client) throws IOException {
        Map<String, Object> news = news();
        if (news.isEmpty()) {
            return false;
        }
        client.event("rows", "", news);
        return true;
    }

    /** The rows that are others than before, by their places; empty for none. */
    Map<String, Object> news() {
        List<AgentRow> all = table.get();
        int from = Math.min(offset, all.size());
        List<AgentRow> now = all.subList(from, (int) Math.min((long) from + limit, all.size()));
        List<Map<String, Object>> changed = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            if (i >= told.size() || !told.get(i).equals(now.get(i))) {
                changed.add(json(from + i, now.get(i)));
            }
        }
        if (changed.isEmpty() && all.size() == toldTotal && now.size() == told.size()) {
            return Map.of();
        }
        told.clear();
        told.addAll(now);
        toldTotal = all.size();
        return Map.of("total", all.size(), "rows", changed);
    }

    private static Map<String, Object> json(int place, AgentRow row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", place);
        json.put("agentId", row.agentId());
        json.put("state", row.condition().state());
        json.put("health", row.condition().health());
        json.put("liveness", row.condition().liveness());
        json.put("why", row.condition().why());
        json.put("region", row.place().region());
        json.put("zone", row.place().zone());
        json.put("capability", row.work().capability());
        json.put("concurrency", row.work().concurrency());
        json.put("inFlight", row.work().inFlight());
        json.put("queued", row.work().queued());
        json.put("sinceMs", row.sinceMs());
        json.put("lastSeenMs", row.lastSeenMs());
        return json;
    }
}
