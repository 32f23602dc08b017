package dev.swarmlog.runtime.http.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object whose fields we name. What comes in may have no others, so that a misspelt field is not lost silently.
 *
 * @param open of what we give: that it has more fields than are told here
 */
public record Fields(Map<String, Field> fields, boolean open) implements Shape {
    /** One field, and what it is for; empty where its name says it. */
    public record Field(Shape shape, boolean required, String what) {}

    public Fields {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** One more field, which must be there. */
    public Fields with(String name, Shape shape, String what) {
        return plus(name, new Field(shape, true, what));
    }

    /** One more field, which may be left out. */
    public Fields or(String name, Shape shape, String what) {
        return plus(name, new Field(shape, false, what));
    }

    /** The same, with more that the document does not tell. */
    public Fields andMore() {
        return new Fields(fields, true);
    }

    private Fields plus(String name, Field field) {
        Map<String, Field> more = new LinkedHashMap<>(fields);
        if (more.put(name, field) != null) {
            throw new IllegalArgumentException("a field twice: " + name);
        }
        return new Fields(more, open);
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        fields.forEach((name, field) -> {
            Map<String, Object> schema = new LinkedHashMap<>(field.shape.schema());
            if (!field.what.isEmpty()) {
                schema.put("description", field.what);
            }
            properties.put(name, schema);
        });
        Map<String, Object> schema = Shape.typed("object");
        schema.put("properties", properties);
        List<String> required =
                fields.keySet().stream().filter(name -> isRequired(name)).toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!open) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    @Override
    public void check(JsonNode value, String at, List<Flaw> flaws) {
        if (!value.isObject()) {
            flaws.add(new Flaw(at, "an object is expected, not " + Shape.found(value)));
            return;
        }
        fields.forEach((name, field) -> {
            JsonNode found = value.path(name);
            if (field.required && (found.isMissingNode() || found.isNull())) {
                flaws.add(new Flaw(in(at, name), "is expected"));
            } else if (!found.isMissingNode() && !(found.isNull() && !(field.shape instanceof Anything))) {
                field.shape.check(found, in(at, name), flaws);
            }
        });
        if (!open) {
            value.fieldNames().forEachRemaining(name -> {
                if (!fields.containsKey(name)) {
                    flaws.add(new Flaw(in(at, name), "there is no such field; there are " + fields.keySet()));
                }
            });
        }
    }

    private boolean isRequired(String name) {
        Field field = fields.get(name);
        return field != null && field.required;
    }

    static String in(String at, String name) {
        String shown = name.length() <= 60 ? name : name.substring(0, 57) + "...";
        return at.isEmpty() ? shown : at + "." + shown;
    }
}
