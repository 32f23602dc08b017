package dev.swarmlog.examples.research;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.swarmlog.examples.desk.Json;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A question's parts, and the words of a text that say what it is about. */
final class Question {
    private static final Pattern BETWEEN_PARTS = Pattern.compile("[,;?]\\s*(?:and\\s+)?");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}]+");
    private static final int CHARS_MIN = 4;
    private static final Set<String> COMMON = Set.of(
            "what", "when", "where", "which", "their", "they", "them", "from", "being", "that", "this", "with",
            "without");

    private Question() {}

    static JsonNode plan(JsonNode input) {
        ArrayNode parts = Json.array();
        for (String part : BETWEEN_PARTS.split(Json.text(input, "question"), -1)) {
            if (!words(part).isEmpty()) {
                parts.add(part.strip());
            }
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a question is expected, found " + input.path("question"));
        }
        return Json.object().set("parts", parts);
    }

    /** In the order in which they stand there, the plural like the singular. */
    static Set<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        Arrays.stream(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT), -1))
                .filter(word -> word.length() >= CHARS_MIN && !COMMON.contains(word))
                .map(word -> word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
                .forEach(words::add);
        return words;
    }
}
