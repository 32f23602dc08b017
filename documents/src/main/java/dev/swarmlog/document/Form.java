package dev.swarmlog.document;

import dev.swarmlog.document.Written.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a document while they are read one by one: each read says what it expects, tells what else it finds, and
 * goes on with a value to go on with. What nobody asked for until {@link #end()} is unknown. Mutable.
 */
public final class Form {
    private final Spot at;
    private final String section;
    private final String path;
    private final Problems problems;
    private final Map<String, Entry> left = new LinkedHashMap<>();
    private final TreeSet<String> known = new TreeSet<>();

    private Form(Written.Mapping fields, String section, String path, Problems problems) {
        this.at = fields.at();
        this.section = section;
        this.path = path;
        this.problems = problems;
        fields.entries().forEach(entry -> left.put(entry.name(), entry));
    }

    /** Of a value that has no fields it makes a form without any, and tells that and nothing more. */
    public static Form of(Written value, String section, String path, Problems problems) {
        if (value instanceof Written.Mapping fields) {
            return new Form(fields, section, path, problems);
        }
        problems.add(value.at(), section, path, "fields are expected, found " + value.told());
        return new Form(new Written.Mapping(value.at(), List.of()), section, path, new Problems());
    }

    public Spot at() {
        return at;
    }

    public Problems problems() {
        return problems;
    }

    public String section() {
        return section;
    }

    /** The field's name with those of the fields that it stands in. */
    public String path(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** Null where the field is not there. */
    public @Nullable Written take(String field) {
        known.add(field);
        Entry entry = left.remove(field);
        return entry == null ? null : entry.value();
    }

    /** Whether it is there and was not taken yet. */
    public boolean has(String field) {
        return left.containsKey(field);
    }

    /** Where the field's name stands; the place of the form where there is none. */
    public Spot spot(String field) {
        Entry entry = left.get(field);
        return entry == null ? at : entry.at();
    }

    public void wrong(Spot where, String field, String text) {
        problems.add(where, section, path(field), text);
    }

    /** What must be there; tells, with an example, where it is not. */
    public @Nullable Written demand(String field, String expected) {
        Written value = take(field);
        if (value == null) {
            wrong(at, field, expected + " is expected, found nothing");
        }
        return value;
    }

    public Written.@Nullable Text text(String field, String expected) {
        return text(field, expected, take(field));
    }

    public Written.@Nullable Text demandText(String field, String expected) {
        return text(field, expected, demand(field, expected));
    }

    private Written.@Nullable Text text(String field, String expected, @Nullable Written value) {
        if (value instanceof Written.Text text) {
            return text;
        }
        if (value != null) {
            boolean quotable = value instanceof Written.Whole
                    || value instanceof Written.Decimal
                    || value instanceof Written.Truth;
            String hint = quotable ? "; put it into quotes" : "";
            wrong(value.at(), field, expected + " is expected, found " + value.told() + hint);
        }
        return null;
    }

    public String plain(String field, String expected, int charsMax) {
        Written.Text text = text(field, expected);
        return text == null ? "" : clipped(field, text, charsMax);
    }

    public String clipped(String field, Written.Text text, int charsMax) {
        if (text.text().length() <= charsMax) {
            return text.text();
        }
        wrong(
                text.at(),
                field,
                "at most " + charsMax + " characters are allowed, found "
                        + text.text().length());
        return text.text().substring(0, charsMax);
    }

    public long whole(String field, long min, long max, long otherwise) {
        Written value = take(field);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Written.Whole whole && whole.value() >= min && whole.value() <= max) {
            return whole.value();
        }
        wrong(value.at(), field, "a whole number from " + min + " to " + max + " is expected, found " + value.told());
        return otherwise;
    }

    public double number(String field, double min, double max, double otherwise) {
        Written value = take(field);
        double found = switch (value) {
            case Written.Whole whole -> whole.value();
            case Written.Decimal decimal -> decimal.value();
            case null -> otherwise;
            default -> Double.NaN;
        };
        if (value == null || (found >= min && found <= max)) {
            return found;
        }
        wrong(value.at(), field, "a number from " + min + " to " + max + " is expected, found " + value.told());
        return otherwise;
    }

    public boolean truth(String field, boolean otherwise) {
        Written value = take(field);
        if (value instanceof Written.Truth truth) {
            return truth.value();
        }
        if (value != null) {
            wrong(value.at(), field, "true or false is expected, found " + value.told());
        }
        return otherwise;
    }

    public long millis(String field, long min, long max, long otherwise) {
        Written value = take(field);
        return value == null ? otherwise : millis(field, value, min, max, otherwise);
    }

    public long millis(String field, Written value, long min, long max, long otherwise) {
        long millis = value instanceof Written.Text text ? Durations.millis(text.text()) : -1;
        if (millis >= min && millis <= max) {
            return millis;
        }
        String expected = millis < 0
                ? "a duration like 30s, 5m or 1h30m is expected"
                : "a duration from " + Durations.text(min) + " to " + Durations.text(max) + " is expected";
        String hint = value instanceof Written.Whole
                ? "; say of what: " + value.told().substring(11) + "s?"
                : "";
        wrong(value.at(), field, expected + ", found " + value.told() + hint);
        return otherwise;
    }

    /** One of these words; null where it is another one, or nothing. */
    public @Nullable String word(String field, List<String> words) {
        Written value = take(field);
        if (value == null) {
            return null;
        }
        if (value instanceof Written.Text text && words.contains(text.text())) {
            return text.text();
        }
        String hint = value instanceof Written.Text text ? Spelling.hint(text.text(), words) : "";
        wrong(value.at(), field, "one of " + String.join(", ", words) + " is expected, found " + value.told() + hint);
        return null;
    }

    public <E extends Enum<E>> E choice(String field, Class<E> type, E otherwise) {
        String name = word(
                field, Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
        return name == null ? otherwise : Enum.valueOf(type, name);
    }

    public @Nullable Form form(String field) {
        Written value = take(field);
        return value == null ? null : of(value, section, path(field), problems);
    }

    /** One text or a list of them. */
    public List<Written.Text> texts(String field, String expected) {
        Written value = take(field);
        List<Written.Text> texts = new ArrayList<>();
        List<Written> elements = switch (value) {
            case Written.Sequence sequence -> sequence.elements();
            case null -> List.of();
            default -> List.of(value);
        };
        for (Written element : elements) {
            if (element instanceof Written.Text text) {
                texts.add(text);
            } else {
                wrong(element.at(), field, expected + " is expected, found " + element.told());
            }
        }
        return texts;
    }

    /** The names of what nobody asked for. */
    public List<String> unread() {
        return List.copyOf(left.keySet());
    }

    /** Tells of what nobody asked for. */
    public void end() {
        for (Entry entry : left.values()) {
            problems.add(
                    entry.at(),
                    section,
                    path,
                    "there is no field '" + Written.Text.glimpse(entry.name()) + "' here" + unknown(entry.name()));
        }
        left.clear();
    }

    private String unknown(String name) {
        if (name.equals("<<")) {
            return "; YAML 1.2 has no merge keys";
        }
        String hint = Spelling.hint(name, known);
        return hint.isEmpty() ? "; there are " + String.join(", ", known) : hint;
    }
}
