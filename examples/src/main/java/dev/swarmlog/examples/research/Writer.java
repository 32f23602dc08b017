package dev.swarmlog.examples.research;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.examples.desk.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Ways to make an answer of quotes. Each says how good it finds its own: what it covers, less what it takes to read. */
enum Writer {
    /** The best passage of each part, and no more. */
    BRIEF(1, false),
    /** All that was found. */
    THOROUGH(Integer.MAX_VALUE, false),
    /** All that was found, the first sentence of each. */
    SKIMMING(Integer.MAX_VALUE, true);

    private static final double CHARS_WORTH_ALL = 4_000;

    private final int ofEachPart;
    private final boolean firstSentence;

    Writer(int ofEachPart, boolean firstSentence) {
        this.ofEachPart = ofEachPart;
        this.firstSentence = firstSentence;
    }

    JsonNode draft(JsonNode input) {
        String question = Json.text(input, "question");
        Map<String, JsonNode> quotes = new LinkedHashMap<>();
        for (JsonNode part : Json.list(input, "passages")) {
            List<JsonNode> found = Json.list(part);
            found.subList(0, Math.min(ofEachPart, found.size()))
                    .forEach(quote -> quotes.putIfAbsent(Json.text(quote, "sha256"), quote));
        }
        List<String> lines = new ArrayList<>();
        ArrayNode sources = Json.array();
        quotes.forEach((sha256, quote) -> {
            lines.add("- " + shown(Json.text(quote, "text")) + " (" + Json.text(quote, "title") + ")");
            sources.add(Json.object().put("line", quote.path("line").asInt()).put("sha256", sha256));
        });
        String text = "# " + question + "\n\n" + String.join("\n", lines) + "\n";
        ObjectNode draft = Json.object()
                .put("writer", name().toLowerCase(Locale.ROOT))
                .put("score", score(question, String.join("\n", lines)))
                .put("text", text);
        return draft.set("quotes", sources);
    }

    private String shown(String text) {
        int end = text.indexOf(". ");
        return firstSentence && end > 0 ? text.substring(0, end + 1) : text;
    }

    private static double score(String question, String answer) {
        Set<String> wanted = Question.words(question);
        Set<String> covered = Question.words(answer);
        double share = wanted.stream().filter(covered::contains).count() / (double) Math.max(1, wanted.size());
        return Math.round((share - answer.length() / CHARS_WORTH_ALL) * 1_000) / 1_000.0;
    }
}
