package dev.swarmlog.document;

import dev.swarmlog.document.Written.Entry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * One text for all documents that say the same: JSON without spaces, fields by name, numbers as Java writes them. Neither
 * comments nor quotes, anchors or the order of fields make a difference; 1 and 1.0 do, for expressions tell them apart, too.
 */
public final class Canonical {
    private static final Comparator<Entry> BY_NAME = Comparator.comparing(Entry::name);

    private Canonical() {}

    public static String json(Written value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    /** SHA-256 of the canonical text, in hexadecimal. */
    public static String hash(Written document) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(json(document).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void write(Written value, StringBuilder out) {
        switch (value) {
            case Written.Text text -> quote(text.text(), out);
            case Written.Whole whole -> out.append(whole.value());
            case Written.Decimal decimal -> out.append(decimal.value());
            case Written.Truth truth -> out.append(truth.value());
            case Written.Nothing nothing -> out.append("null");
            case Written.Sequence sequence -> {
                char before = '[';
                for (Written element : sequence.elements()) {
                    out.append(before);
                    write(element, out);
                    before = ',';
                }
                out.append(before == '[' ? "[]" : "]");
            }
            case Written.Mapping mapping -> {
                char before = '{';
                for (Entry entry : mapping.entries().stream().sorted(BY_NAME).toList()) {
                    out.append(before);
                    quote(entry.name(), out);
                    write(entry.value(), out.append(':'));
                    before = ',';
                }
                out.append(before == '{' ? "{}" : "}");
            }
        }
    }

    /** A text as JSON: escaped where JSON demands it and nowhere else. */
    public static void quote(CharSequence text, StringBuilder out) {
        out.append('"');
        escape(text, out);
        out.append('"');
    }

    /** What stands between the quotes. */
    public static void escape(CharSequence text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00").append(c < 16 ? "0" : "1").append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }
}
