package dev.swarmlog.coordinator.core;

import dev.swarmlog.coordinator.core.AgentRow.Wish;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Mutable and thread-safe: all agents as rows, for one who writes and any number who look. */
public final class AgentTable {
    private final Map<String, AgentRow> rows = new ConcurrentHashMap<>();

    /** An agent came or changed, or went, which is null. */
    public void put(String agentId, @Nullable AgentRow row) {
        if (row == null) {
            rows.remove(agentId);
        } else {
            rows.put(agentId, row);
        }
    }

    public int size() {
        return rows.size();
    }

    /** Those that are meant, in their order. */
    public List<AgentRow> rows(Wish wish) {
        return rows.values().stream()
                .filter(row -> row.isMeantBy(wish))
                .sorted(order(wish))
                .toList();
    }

    /** How many there are in each region and state. */
    public Map<String, Map<String, Integer>> byRegion() {
        Map<String, Map<String, Integer>> regions = new TreeMap<>();
        for (AgentRow row : rows.values()) {
            regions.computeIfAbsent(row.place().region(), region -> new TreeMap<>())
                    .merge(row.condition().state(), 1, Integer::sum);
        }
        return regions;
    }

    /** Among equals by id, so that rows keep their places. */
    private static Comparator<AgentRow> order(Wish wish) {
        Comparator<AgentRow> order = switch (wish.column()) {
            case ID -> Comparator.comparing(AgentRow::agentId);
            case STATE -> Comparator.comparing(row -> row.condition().state());
            case HEALTH -> Comparator.comparingDouble(row -> row.condition().health());
            case REGION ->
                Comparator.comparing((AgentRow row) -> row.place().region())
                        .thenComparing(row -> row.place().zone());
            case CAPABILITY -> Comparator.comparing(row -> row.work().capability());
            case IN_FLIGHT -> Comparator.comparingInt(row -> row.work().inFlight());
            case QUEUED -> Comparator.comparingInt(row -> row.work().queued());
            case SINCE -> Comparator.comparingLong(AgentRow::sinceMs);
            case SEEN -> Comparator.comparingLong(AgentRow::lastSeenMs);
        };
        return (wish.descending() ? order.reversed() : order).thenComparing(AgentRow::agentId);
    }
}
