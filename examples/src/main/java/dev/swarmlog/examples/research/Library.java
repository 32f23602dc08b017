package dev.swarmlog.examples.research;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.examples.desk.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Passages to quote. What fewer of them have in common says more of one. */
final class Library {
    private final List<Passage> passages;

    private record Passage(String title, int line, String text, Set<String> words) {}

    private record Hit(Passage passage, double score) {}

    private Library(List<Passage> passages) {
        this.passages = passages;
    }

    static Library of(String text) {
        List<Passage> passages = new ArrayList<>();
        String title = "";
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].startsWith("# ")) {
                title = lines[i].substring(2);
            } else if (!lines[i].isBlank()) {
                passages.add(new Passage(title, i + 1, lines[i], Question.words(title + " " + lines[i])));
            }
        }
        return new Library(List.copyOf(passages));
    }

    JsonNode search(JsonNode input) {
        String query = Json.text(input, "query");
        Set<String> words = Question.words(query);
        List<JsonNode> found = passages.stream()
                .map(passage -> new Hit(passage, score(passage, words)))
                .filter(hit -> hit.score() > 0)
                .sorted(Comparator.comparingDouble(Hit::score)
                        .reversed()
                        .thenComparingInt(hit -> hit.passage().line()))
                .limit(input.path("passages").asInt(1))
                .map(hit -> quote(hit.passage()))
                .toList();
        if (found.isEmpty()) {
            throw AgentFailure.nonRetryable("the library has nothing on '" + query + "'");
        }
        return Json.object().set("passages", Json.array(found));
    }

    private double score(Passage passage, Set<String> words) {
        return words.stream()
                .filter(passage.words()::contains)
                .mapToDouble(word -> Math.log(1.0 + (double) passages.size() / holding(word)))
                .sum();
    }

    private long holding(String word) {
        return passages.stream()
                .filter(passage -> passage.words().contains(word))
                .count();
    }

    private static JsonNode quote(Passage passage) {
        return Json.object()
                .put("title", passage.title())
                .put("line", passage.line())
                .put("text", passage.text())
                .put("sha256", Json.sha256(passage.text()));
    }
}
