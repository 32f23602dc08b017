package dev.swarmlog.runtime.http.shape;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.schemas.Limits;
import java.util.List;
import java.util.Map;

/**
 * A text.
 *
 * @param words what it may be, in any case; empty for anything
 */
public record Text(int charsMin, int charsMax, List<String> words) implements Shape {
    static final Text UP_TO_AN_ID = new Text(1, Limits.ID_CHARS_MAX, List.of());

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> schema = Shape.typed("string");
        if (words.isEmpty()) {
            schema.put("minLength", charsMin);
            schema.put("maxLength", charsMax);
        } else {
            schema.put("enum", words);
        }
        return schema;
    }

    @Override
    public void check(JsonNode value, String at, List<Flaw> flaws) {
        if (!value.isTextual()) {
            flaws.add(new Flaw(at, "a text is expected, not " + Shape.found(value)));
            return;
        }
        String text = value.asText();
        if (!words.isEmpty()) {
            if (words.stream().noneMatch(text::equalsIgnoreCase)) {
                flaws.add(new Flaw(at, "one of " + words + " is expected, not " + Shape.found(value)));
            }
        } else if (text.length() < charsMin || text.length() > charsMax) {
            flaws.add(new Flaw(at, charsMin + " to " + charsMax + " characters are expected, not " + text.length()));
        }
    }
}
