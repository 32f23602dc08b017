package dev.swarmlog.examples.csrd;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.examples.desk.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds all that is wrong with readings before anything is calculated of them. */
final class ReadingCheck {
    private final FactorTable factors;

    ReadingCheck(FactorTable factors) {
        this.factors = factors;
    }

    JsonNode check(JsonNode input) {
        List<JsonNode> readings = new ArrayList<>();
        Json.list(input, "readings").forEach(ofSite -> readings.addAll(Json.list(ofSite)));
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode reading : readings) {
            String what = reading.path("site").asText() + ", "
                    + reading.path("activity").asText();
            if (!seen.add(what)) {
                problems.add(what + ": stands there twice");
            }
            String unit = factors.unit(reading.path("activity").asText());
            if (unit == null) {
                problems.add(what + ": there is no factor for it");
            } else if (!unit.equals(reading.path("unit").asText())) {
                problems.add(what + ": " + unit + " is expected, found "
                        + reading.path("unit").asText());
            }
            if (!reading.path("amount").isNumber() || reading.path("amount").asDouble() < 0) {
                problems.add(what + ": an amount is expected, found " + reading.path("amount"));
            }
            if (reading.path("evidence").asText().isBlank()) {
                problems.add(what + ": evidence is expected, found none");
            }
        }
        if (!problems.isEmpty()) {
            throw AgentFailure.nonRetryable(String.join("; ", problems));
        }
        return Json.object().put("checked", readings.size()).set("readings", Json.array(readings));
    }
}
