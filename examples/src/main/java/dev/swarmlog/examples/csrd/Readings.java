package dev.swarmlog.examples.csrd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.examples.desk.Json;
import dev.swarmlog.examples.desk.Table;
import dev.swarmlog.examples.desk.Workroom;
import java.io.IOException;
import java.util.Map;

/** What meters and bills say of a site and year; locked for one report at a time, so that nobody changes them meanwhile. */
final class Readings {
    private static final String LOCKS = "locks";

    private final Table table;
    private final Workroom room;

    Readings(Table table, Workroom room) {
        this.table = table;
        this.room = room;
    }

    JsonNode take(JsonNode input) throws IOException {
        String report = Json.text(input, "report");
        String site = Json.text(input, "site");
        int year = input.path("year").asInt();
        ArrayNode readings = Json.array();
        for (Map<String, String> row : table.rows()) {
            if (site.equals(row.get("site")) && Integer.toString(year).equals(row.get("year"))) {
                readings.add(reading(row));
            }
        }
        if (readings.isEmpty()) {
            throw AgentFailure.nonRetryable("there are no readings of " + site + " for " + year);
        }
        lock(lockName(site, year), report);
        return Json.object().set("readings", readings);
    }

    JsonNode unlock(JsonNode input) throws IOException {
        return Json.object()
                .put(
                        "unlocked",
                        unlock(Json.text(input, "site"), input.path("year").asInt(), Json.text(input, "report")));
    }

    /** Whether this report held it. */
    synchronized boolean unlock(String site, int year, String report) throws IOException {
        String name = lockName(site, year);
        return report.equals(room.read(LOCKS, name)) && room.remove(LOCKS, name);
    }

    private synchronized void lock(String name, String report) throws IOException {
        String holder = room.read(LOCKS, name);
        if (holder != null && !holder.equals(report)) {
            throw AgentFailure.retryable(name + " is locked for the report " + holder);
        }
        room.write(LOCKS, name, report);
    }

    private static String lockName(String site, int year) {
        return site + "-" + year;
    }

    private static ObjectNode reading(Map<String, String> row) {
        ObjectNode reading = Json.object()
                .put("site", row.get("site"))
                .put("activity", row.get("activity"))
                .put("unit", row.get("unit"))
                .put("evidence", row.get("evidence"));
        reading.set("amount", Json.read(row.getOrDefault("amount", "")));
        String contract = row.getOrDefault("contract_kg_co2e_per_unit", "");
        if (!contract.isEmpty()) {
            reading.set("contractKgCo2ePerUnit", Json.read(contract));
        }
        return reading;
    }
}
