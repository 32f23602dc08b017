package dev.swarmlog.runtime.http.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** True or false. */
public record Flag() implements Shape {
    @Override
    public Map<String, Object> schema() {
        return Shape.typed("boolean");
    }

    @Override
    public void check(JsonNode value, String at, List<Flaw> flaws) {
        if (!value.isBoolean()) {
            flaws.add(new Flaw(at, "true or false is expected, not " + Shape.found(value)));
        }
    }
}
