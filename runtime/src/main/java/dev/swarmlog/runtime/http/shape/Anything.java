package dev.swarmlog.runtime.http.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Any JSON. */
public record Anything() implements Shape {
    @Override
    public Map<String, Object> schema() {
        return Map.of();
    }

    @Override
    public void check(JsonNode value, String at, List<Flaw> flaws) {
        // Whoever takes it knows what it must be.
    }
}
