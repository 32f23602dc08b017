package dev.swarmlog.coordinator.configs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.v1.AgentConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** Declarations and what became of them, as JSON. */
public final class ConfigJson {
    static final Fields CONFIG = Shape.object()
            .with("agentId", Shape.text(), "")
            .with("document", Shape.text(), "The document that declares it")
            .with("hosts", Shape.text(), "The group of hosts that run it")
            .with("handler", Shape.text(), "")
            .andMore();

    static final Fields CHANGES = Shape.object()
            .with("document", Shape.text(), "")
            .with("added", Shape.whole(0, Integer.MAX_VALUE), "How many agents")
            .with("changed", Shape.whole(0, Integer.MAX_VALUE), "")
            .with("unchanged", Shape.whole(0, Integer.MAX_VALUE), "")
            .with("removed", Shape.whole(0, Integer.MAX_VALUE), "");

    private static final ObjectMapper JSON = new ObjectMapper();

    private ConfigJson() {}

    /** Generated classes write themselves as JSON. */
    public static JsonNode of(AgentConfig config) {
        try {
            return JSON.readTree(config.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro writes JSON", e);
        }
    }

    public static Map<String, Object> of(String document, ConfigChanges changes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("document", document);
        json.put("added", changes.added().size());
        json.put("changed", changes.changed().size());
        json.put("unchanged", changes.unchanged());
        json.put("removed", changes.removed().size());
        return json;
    }
}
