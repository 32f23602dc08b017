package dev.swarmlog.runtime.http.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a value looks like. */
public sealed interface Shape permits Text, Whole, Decimal, Flag, Items, Fields, Dictionary, Anything {
    /** As JSON Schema 2020-12, for the document of the interface. */
    Map<String, Object> schema();

    /** Notes all that is wrong with a value that came in. */
    void check(JsonNode value, String at, List<Flaw> flaws);

    /** Any text that is not empty, of an id's length at most. */
    static Text text() {
        return Text.UP_TO_AN_ID;
    }

    /** Any text up to so many characters, also none. */
    static Text text(int charsMax) {
        return new Text(0, charsMax, List.of());
    }

    /** One of the words, in upper or lower case. */
    static Text oneOf(String... words) {
        return new Text(1, Text.UP_TO_AN_ID.charsMax(), List.of(words));
    }

    /** One of an enum's names, in upper or lower case, but for what stands for unknown ones. */
    static <E extends Enum<E>> Text oneOf(Class<E> type) {
        return oneOf(Arrays.stream(type.getEnumConstants())
                .map(Enum::name)
                .filter(name -> !name.equals("UNKNOWN"))
                .toArray(String[]::new));
    }

    static Whole whole(long min, long max) {
        return new Whole(min, max);
    }

    /** A time, in milliseconds since 1970. */
    static Whole timeMs() {
        return new Whole(0, Long.MAX_VALUE);
    }

    static Decimal decimal(double min, double max) {
        return new Decimal(min, max);
    }

    static Flag flag() {
        return new Flag();
    }

    /** At most so many of one shape. */
    static Items list(Shape each, int max) {
        return new Items(each, max);
    }

    /** An object without fields yet; see {@link Fields#with} and {@link Fields#or}. */
    static Fields object() {
        return new Fields(Map.of(), false);
    }

    /** An object of any names, with values of one shape. */
    static Dictionary map(Shape values) {
        return new Dictionary(values);
    }

    /** Any JSON. */
    static Anything anything() {
        return new Anything();
    }

    /** What a value is called when it is not what was expected; short, however long the value. */
    static String found(JsonNode value) {
        String text = value.isTextual() ? "'" + value.asText() + "'" : value.toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }

    /** A schema of the type, for more to be put into. */
    static Map<String, Object> typed(String type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        return schema;
    }
}
