package dev.swarmlog.saga.json;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.swarmlog.document.Canonical;
import dev.swarmlog.document.Written;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * CEL's values as JSON, as protobuf maps them: fields in order of their names, numbers of the kind that they are, times
 * and durations as texts, bytes in base 64. Mutable: one text that grows up to its limit.
 */
public final class JsonText {
    private final StringBuilder out = new StringBuilder();
    private final int charsMax;

    /** A value that is no JSON, or too much of it. Without a stack trace, for it is bad input. */
    public static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unwritable(String message) {
            super(message, null, false, false);
        }
    }

    public JsonText(int charsMax) {
        this.charsMax = charsMax;
    }

    public static String of(Object value, int charsMax) {
        JsonText text = new JsonText(charsMax);
        text.value(value, 0);
        return text.toString();
    }

    /** What JSON already is. */
    public JsonText raw(String json) {
        out.append(json);
        return bounded();
    }

    /** A text within quotes that somebody else writes. */
    public JsonText within(String text) {
        Canonical.escape(text, out);
        return bounded();
    }

    public static void quote(String text, StringBuilder out) {
        Canonical.quote(text, out);
    }

    public static String glimpse(String json) {
        return Written.Text.glimpse(json);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void value(Object value, int depth) {
        switch (value) {
            case String text -> quote(text, out);
            case Long number -> out.append(number.longValue());
            case Double number -> number(number);
            case Boolean truth -> out.append(truth.booleanValue());
            case NullValue nothing -> out.append("null");
            case Map<?, ?> fields -> fields(fields, deeper(depth));
            case Iterable<?> elements -> elements(elements, deeper(depth));
            case UnsignedLong number -> out.append(number);
            case Instant time -> quote(time.toString(), out);
            case Duration length -> quote(seconds(length), out);
            case CelByteString bytes -> quote(Base64.getEncoder().encodeToString(bytes.toByteArray()), out);
            default ->
                throw new Unwritable("a value that JSON has is expected, found "
                        + value.getClass().getSimpleName());
        }
        bounded();
    }

    private void number(double number) {
        if (!Double.isFinite(number)) {
            throw new Unwritable("a number that JSON has is expected, found " + number);
        }
        out.append(number);
    }

    private void fields(Map<?, ?> fields, int depth) {
        Map<String, Object> byName = new TreeMap<>();
        fields.forEach((name, value) -> byName.put(String.valueOf(name), value));
        char before = '{';
        for (Map.Entry<String, Object> field : byName.entrySet()) {
            quote(field.getKey(), out.append(before));
            out.append(':');
            value(field.getValue(), depth);
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    private void elements(Iterable<?> elements, int depth) {
        char before = '[';
        for (Object element : elements) {
            out.append(before);
            value(element, depth);
            before = ',';
        }
        out.append(before == '[' ? "[]" : "]");
    }

    private static String seconds(Duration length) {
        return length.getNano() == 0
                ? length.getSeconds() + "s"
                : BigDecimal.valueOf(length.getSeconds())
                                .add(BigDecimal.valueOf(length.getNano(), 9))
                                .stripTrailingZeros()
                                .toPlainString()
                        + "s";
    }

    private static int deeper(int depth) {
        if (depth >= JsonValues.DEPTH_MAX) {
            throw new Unwritable("it is nested deeper than " + JsonValues.DEPTH_MAX + " levels");
        }
        return depth + 1;
    }

    private JsonText bounded() {
        if (out.length() > charsMax) {
            throw new Unwritable("its value has more than " + charsMax + " characters");
        }
        return this;
    }
}
