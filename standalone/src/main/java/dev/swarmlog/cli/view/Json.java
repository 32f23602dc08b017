package dev.swarmlog.cli.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What machines read. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Plain values, as they are. */
    public static ObjectNode of(Map<String, ?> values) {
        return MAPPER.valueToTree(values);
    }

    public static ArrayNode array(List<String> texts) {
        return MAPPER.valueToTree(texts);
    }

    /** The text as JSON; throws {@link IllegalArgumentException}, which says where it is wrong. */
    public static JsonNode parse(String text) {
        try {
            JsonNode parsed = MAPPER.readTree(text);
            if (parsed == null || parsed.isMissingNode()) {
                throw new IllegalArgumentException("it is empty");
            }
            return parsed;
        } catch (JsonProcessingException e) {
            // where the text just ends, Jackson adds a place in words of its own
            String why = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
            throw new IllegalArgumentException(
                    why + " at column " + e.getLocation().getColumnNr(), e);
        }
    }

    /** A payload inside a JSON document: as it is where it is JSON itself, as a text elsewhere. */
    public static JsonNode payload(String contentType, ByteBuffer bytes) {
        String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        if (contentType.startsWith("application/json")) {
            try {
                return parse(text);
            } catch (IllegalArgumentException notEvenJson) {
                // shown as the text that it is
            }
        }
        return MAPPER.getNodeFactory().textNode(text);
    }
}
