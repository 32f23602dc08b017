package dev.swarmlog.saga.definition.builder;

import dev.swarmlog.document.Canonical;
import dev.swarmlog.document.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Maps, lists and values as YAML: fields in their order, one a line; every text that could be anything else in quotes. */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./ -]*[A-Za-z0-9]|[A-Za-z]");
    private static final Pattern LITERAL = Pattern.compile("true|false|null");

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    static String of(Map<?, ?> document) {
        YamlText text = new YamlText();
        text.fields(document, 0);
        return text.out.toString();
    }

    private void fields(Map<?, ?> fields, int depth) {
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            indent(depth);
            text(String.valueOf(field.getKey()));
            out.append(':');
            value(field.getValue(), depth + 1);
        }
    }

    private void value(@Nullable Object value, int depth) {
        switch (value) {
            case Map<?, ?> fields
            when !fields.isEmpty() -> {
                out.append('\n');
                fields(fields, depth);
            }
            case List<?> elements
            when !elements.isEmpty() -> {
                out.append('\n');
                for (Object element : elements) {
                    indent(depth);
                    out.append('-');
                    value(element, depth + 1);
                }
            }
            case null, default -> {
                out.append(' ');
                single(value);
                out.append('\n');
            }
        }
    }

    private void single(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String text -> text(text);
            case Boolean truth -> out.append(truth.booleanValue());
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(number.longValue());
            case Double number when Double.isFinite(number) -> out.append(number.doubleValue());
            case Duration length -> out.append(Durations.text(length.toMillis()));
            case Map<?, ?> none -> out.append("{}");
            case List<?> none -> out.append("[]");
            default ->
                throw new IllegalArgumentException(
                        "maps, lists, texts, numbers, truth values, durations and null are expected, found "
                                + value.getClass().getName());
        }
    }

    private void text(String text) {
        if (PLAIN.matcher(text).matches() && !LITERAL.matcher(text).matches()) {
            out.append(text);
        } else {
            Canonical.quote(text, out);
        }
    }

    private void indent(int depth) {
        out.append("  ".repeat(depth));
    }
}
