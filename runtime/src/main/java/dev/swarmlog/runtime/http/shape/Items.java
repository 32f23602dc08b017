package dev.swarmlog.runtime.http.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A list. */
public record Items(Shape each, int max) implements Shape {
    /** So many flaws of one list are told; who has more has the same one many times. */
    private static final int FLAWS_MAX = 20;

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = Shape.typed("array");
        schema.put("items", each.schema());
        schema.put("maxItems", max);
        return schema;
    }

    @Override
    public void check(JsonNode value, String at, List<Flaw> flaws) {
        if (!value.isArray()) {
            flaws.add(new Flaw(at, "a list is expected, not " + Shape.found(value)));
            return;
        }
        if (value.size() > max) {
            flaws.add(new Flaw(at, "at most " + max + " are expected, not " + value.size()));
            return;
        }
        int before = flaws.size();
        for (int i = 0; i < value.size() && flaws.size() < before + FLAWS_MAX; i++) {
            each.check(value.get(i), at + "[" + i + "]", flaws);
        }
    }
}
