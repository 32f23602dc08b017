package dev.swarmlog.runtime.http.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A number from min to max. */
public record Decimal(double min, double max) implements Shape {
    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = Shape.typed("number");
        schema.put("minimum", min);
        schema.put("maximum", max);
        return schema;
    }

    @Override
    public void check(JsonNode value, String at, List<Flaw> flaws) {
        // Written so that what is no number is refused.
        if (!(value.isNumber() && value.asDouble() >= min && value.asDouble() <= max)) {
            flaws.add(new Flaw(at, "a number, " + min + " to " + max + ", is expected, not " + Shape.found(value)));
        }
    }
}
