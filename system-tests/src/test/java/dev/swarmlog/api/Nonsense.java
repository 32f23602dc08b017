package dev.swarmlog.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes what a schema asks for, and worse. Mutable, for one thread; the same seed makes the same. */
final class Nonsense {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String[] TEXTS = {
        "",
        " ",
        "a",
        "echo",
        "x".repeat(300),
        "null",
        "true",
        "-1",
        "0",
        "1e999",
        "NaN",
        "../../etc/passwd",
        "%00",
        "\u0000",
        "\uD800",
        "\u202Eevil",
        "日本語",
        "a\r\nSet-Cookie: b",
        "'; DROP TABLE agents;--",
        "${jndi:ldap://x}",
        "{{7*7}}",
        "[",
        "{",
        "^1",
        ">=",
        "1.2.3",
        "a@b",
        "a=b",
        "/",
        "//",
        "2026-11-21T00:00:00Z",
        "+1000000000-12-31T23:59:59Z",
        "99999999999999999999"
    };
    private static final long[] NUMBERS = {
        0, 1, -1, 2, 7, 100, 256, 1_000, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
    };

    private final RandomGenerator random;

    Nonsense(RandomGenerator random) {
        this.random = random;
    }

    /** What the schema allows, or now and then does not. */
    JsonNode value(JsonNode schema, int depth) {
        if (depth > 6 || random.nextInt(12) == 0) {
            return anything(depth);
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "string" ->
                schema.has("enum")
                        ? schema.path("enum")
                                .get(random.nextInt(schema.path("enum").size()))
                        : JSON.textNode(text());
            case "integer" -> JSON.numberNode(whole(schema));
            case "number" -> JSON.numberNode(random.nextDouble());
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> anything(depth);
        };
    }

    private long whole(JsonNode schema) {
        long min = schema.path("minimum").asLong(0);
        return random.nextBoolean() ? Math.max(min, min + random.nextInt(3)) : number();
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().forEach(field -> {
            boolean asked = required.contains(field.getKey()) ? random.nextInt(15) != 0 : random.nextInt(3) == 0;
            if (asked) {
                object.set(field.getKey(), value(field.getValue(), depth + 1));
            }
        });
        if (schema.path("additionalProperties").isObject()) {
            for (int i = random.nextInt(3); i > 0; i--) {
                object.set(text(), value(schema.path("additionalProperties"), depth + 1));
            }
        }
        if (random.nextInt(15) == 0) {
            object.set(text(), anything(depth + 1));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(value(schema.path("items"), depth + 1));
        }
        return array;
    }

    private JsonNode anything(int depth) {
        return switch (random.nextInt(depth > 6 ? 5 : 7)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(number());
            case 3 -> JSON.numberNode(random.nextDouble() * 1e300);
            case 4 -> JSON.textNode(text());
            case 5 -> JSON.arrayNode().add(anything(depth + 1)).add(anything(depth + 1));
            default -> JSON.objectNode().set(text(), anything(depth + 1));
        };
    }

    /** A body that need not even be JSON. */
    byte[] body(JsonNode schema) {
        return switch (random.nextInt(8)) {
            case 0 -> bytes();
            case 1 -> "[".repeat(5_000).getBytes(UTF_8);
            case 2 -> (value(schema, 0) + text()).getBytes(UTF_8);
            default -> value(schema, 0).toString().getBytes(UTF_8);
        };
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private long number() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }
}
