package dev.swarmlog.runtime.http.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** An object whose names are the caller's. */
public record Dictionary(Shape values) implements Shape {
    private static final int NAMES_MAX = 1_000;

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = Shape.typed("object");
        schema.put("additionalProperties", values.schema());
        schema.put("maxProperties", NAMES_MAX);
        return schema;
    }

    @Override
    public void check(JsonNode value, String at, List<Flaw> flaws) {
        if (!value.isObject()) {
            flaws.add(new Flaw(at, "an object is expected, not " + Shape.found(value)));
        } else if (value.size() > NAMES_MAX) {
            flaws.add(new Flaw(at, "at most " + NAMES_MAX + " names are expected, not " + value.size()));
        } else {
            value.properties().forEach(entry -> values.check(entry.getValue(), Fields.in(at, entry.getKey()), flaws));
        }
    }
}
