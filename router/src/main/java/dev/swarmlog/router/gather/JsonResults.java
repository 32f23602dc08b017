package dev.swarmlog.router.gather;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.router.core.gather.Finding;
import dev.swarmlog.router.core.gather.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Looks into results, and makes one of several. Results are somebody else's bytes: nothing in them may hurt. */
public final class JsonResults {
    private static final int DEPTH_MAX = 100;
    private static final String OBJECT = "object";
    private static final String ARRAY = "array";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonResults() {}

    /**
     * What was found in a result.
     *
     * @param flaw why the result is of no use for the mode; empty when it is
     */
    public record Reading(Finding finding, String flaw) {
        static Reading unfit(String flaw) {
            return new Reading(Finding.ANY, flaw);
        }
    }

    public static Reading read(Mode mode, String pointer, ByteBuffer result) {
        return switch (mode) {
            case ALL, FIRST, QUORUM -> new Reading(Finding.ANY, "");
            case MAJORITY -> new Reading(new Finding(likeness(result), 0), "");
            case BEST, AVERAGE -> number(pointer, result);
            case MERGE -> shape(result);
        };
    }

    /** Objects by their keys, in depth; arrays end to end; of anything else the later one. */
    public static ByteBuffer merged(List<ByteBuffer> results) {
        JsonNode all = null;
        for (ByteBuffer result : results) {
            JsonNode next = parsed(result);
            all = all == null || next == null ? next : merged(all, next);
        }
        return ByteBuffer.wrap(written(all));
    }

    public static ByteBuffer mean(List<Double> numbers) {
        double mean = 0;
        int count = 0;
        for (double number : numbers) {
            count++;
            mean += number / count - mean / count;
        }
        return ByteBuffer.wrap(written(mean));
    }

    private static Reading number(String pointer, ByteBuffer result) {
        JsonNode json = parsed(result);
        if (json == null) {
            return Reading.unfit("the result is expected to be JSON, found something else");
        }
        JsonNode found = json.at(JsonPointer.compile(pointer));
        String where = pointer.isEmpty() ? "the result" : "the result's " + pointer;
        if (!found.isNumber()) {
            String what =
                    found.isMissingNode() ? "nothing" : found.getNodeType().name();
            return Reading.unfit(where + " is expected to be a number, found " + what);
        }
        double number = found.doubleValue();
        return Double.isFinite(number)
                ? new Reading(new Finding("", number), "")
                : Reading.unfit(where + " is expected to be a number that a double can hold");
    }

    private static Reading shape(ByteBuffer result) {
        JsonNode json = parsed(result);
        if (json == null || !json.isContainerNode()) {
            return Reading.unfit("the result is expected to be a JSON object or array, found "
                    + (json == null ? "something else" : json.getNodeType().name()));
        }
        return new Reading(new Finding(json.isObject() ? OBJECT : ARRAY, 0), "");
    }

    /** JSON that says the same is alike however it is written; anything else byte by byte. */
    private static String likeness(ByteBuffer result) {
        JsonNode json = parsed(result);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (json == null) {
                digest.update(result.duplicate());
            } else {
                digest.update(canonical(json).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String canonical(JsonNode json) {
        StringBuilder text = new StringBuilder();
        write(json, text);
        return text.toString();
    }

    private static void write(JsonNode json, StringBuilder text) {
        switch (json) {
            case ObjectNode object -> {
                Map<String, JsonNode> byName = new TreeMap<>();
                object.properties().forEach(field -> byName.put(field.getKey(), field.getValue()));
                text.append('{');
                byName.forEach((name, value) -> {
                    text.append(object.textNode(name)).append(':');
                    write(value, text);
                    text.append(',');
                });
                text.append('}');
            }
            case ArrayNode array -> {
                text.append('[');
                array.forEach(value -> {
                    write(value, text);
                    text.append(',');
                });
                text.append(']');
            }
            default -> text.append(json.isNumber() ? shortest(json.decimalValue()) : json);
        }
    }

    private static BigDecimal shortest(BigDecimal number) {
        try {
            return number.stripTrailingZeros();
        } catch (ArithmeticException e) { // its exponent would be too large then
            return number;
        }
    }

    private static JsonNode merged(JsonNode one, JsonNode other) {
        if (one instanceof ObjectNode object && other instanceof ObjectNode more) {
            more.properties().forEach(field -> {
                JsonNode known = object.get(field.getKey());
                object.set(field.getKey(), known == null ? field.getValue() : merged(known, field.getValue()));
            });
            return object;
        }
        if (one instanceof ArrayNode array && other instanceof ArrayNode more) {
            return array.addAll(more);
        }
        return other;
    }

    private static @Nullable JsonNode parsed(ByteBuffer result) {
        byte[] bytes = new byte[result.remaining()];
        result.duplicate().get(bytes);
        try {
            JsonNode json = MAPPER.readTree(bytes);
            return json.isMissingNode() ? null : json;
        } catch (IOException | NumberFormatException e) { // the latter of exponents that no decimal has
            return null;
        }
    }

    private static byte[] written(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException("a JSON tree can be written", e);
        }
    }
}
