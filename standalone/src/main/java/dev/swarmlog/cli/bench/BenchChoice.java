package dev.swarmlog.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which benches run, and which parts of each.
 *
 * @param parts by bench; no parts are all of them
 */
public record BenchChoice(Map<String, List<String>> parts) {
    /** In the order in which a round runs them. */
    public static final List<String> BENCHES = List.of("limits", "registry", "router", "saga", "swarm");

    /** Of words like {@code router} or {@code router:deliveries}; none are all benches. */
    public static BenchChoice of(List<String> words) {
        Map<String, List<String>> chosen = new LinkedHashMap<>();
        for (String word : words.isEmpty() ? BENCHES : words) {
            String[] benchAndPart = word.split(":", 2);
            if (!BENCHES.contains(benchAndPart[0])) {
                throw new IllegalArgumentException("the benches are " + String.join(", ", BENCHES)
                        + ", with a part like router:deliveries; not '" + word + "'");
            }
            List<String> parts = chosen.computeIfAbsent(benchAndPart[0], bench -> new ArrayList<>());
            if (benchAndPart.length == 2) {
                parts.add(benchAndPart[1]);
            }
        }
        return new BenchChoice(chosen);
    }

    public List<String> benches() {
        return List.copyOf(parts.keySet());
    }

    /** What the command line of one bench says of its parts. */
    List<String> arguments(String bench) {
        List<String> only = parts.getOrDefault(bench, List.of());
        return only.isEmpty() ? List.of() : List.of("--only", String.join(",", only));
    }
}
