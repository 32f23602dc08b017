package dev.swarmlog.examples.csrd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.examples.desk.Json;
import dev.swarmlog.examples.desk.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much CO2e a unit of each activity stands for, as published. */
final class FactorTable {
    private static final int HASH_SHOWN = 12;

    private final Map<String, Map<String, String>> byActivity = new LinkedHashMap<>();
    private final String name;

    FactorTable(Table table) {
        for (Map<String, String> row : table.rows()) {
            byActivity.put(row.getOrDefault("activity", ""), row);
        }
        name = "emission-factors.csv, SHA-256 " + table.sha256().substring(0, HASH_SHOWN);
    }

    JsonNode find(JsonNode input) {
        ObjectNode found = Json.object();
        for (JsonNode activity : Json.list(input, "activities")) {
            Map<String, String> row = byActivity.get(activity.asText());
            if (row == null) {
                throw new IllegalArgumentException("the table has no factor for " + activity);
            }
            ObjectNode factor = Json.object()
                    .put("scope", Integer.parseInt(row.getOrDefault("scope", "")))
                    .put("kgCo2ePerUnit", Double.parseDouble(row.getOrDefault("kg_co2e_per_unit", "")))
                    .put("source", row.get("table") + " (" + name + ")");
            found.set(activity.asText(), factor);
        }
        return found;
    }

    /** Null for an activity that the table has no factor for. */
    @Nullable
    String unit(String activity) {
        Map<String, String> row = byActivity.get(activity);
        return row == null ? null : row.get("unit");
    }
}
