package dev.swarmlog.runtime.http.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A whole number from min to max. */
public record Whole(long min, long max) implements Shape {
    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = Shape.typed("integer");
        schema.put("format", "int64");
        schema.put("minimum", min);
        if (max < Long.MAX_VALUE) {
            schema.put("maximum", max);
        }
        return schema;
    }

    @Override
    public void check(JsonNode value, String at, List<Flaw> flaws) {
        boolean whole = value.isIntegralNumber() && value.canConvertToLong();
        if (!whole || value.asLong() < min || value.asLong() > max) {
            String range = max < Long.MAX_VALUE ? min + " to " + max : min + " or more";
            flaws.add(new Flaw(at, "a whole number, " + range + ", is expected, not " + Shape.found(value)));
        }
    }
}
