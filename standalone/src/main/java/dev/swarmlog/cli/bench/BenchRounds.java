package dev.swarmlog.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.bench.all.Rounds;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Mutable: the rounds that ran so far, as the benches told them. */
public final class BenchRounds {
    private static final List<String> NUMBERS = List.of("figures", "limits", "ratios");

    private final List<Map<String, JsonNode>> rounds = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /**
     * How rounds are run.
     *
     * @param mainClass of the command line
     * @param arguments that every bench gets
     * @param extra more arguments of some benches
     */
    public record Plan(
            String mainClass,
            BenchChoice choice,
            List<String> arguments,
            Map<String, List<String>> extra,
            int rounds) {}

    /**
     * Runs every bench once, then every bench again. One that fails is missing from its round: {@link #failures}.
     *
     * @param afterEach is run after each whole round: all of them take more than an hour
     */
    public void run(Plan plan, Consumer<String> progress, Runnable afterEach) throws InterruptedException {
        for (int round = 1; round <= plan.rounds(); round++) {
            Map<String, JsonNode> told = new LinkedHashMap<>();
            for (String bench : plan.choice().benches()) {
                progress.accept("round " + round + " of " + plan.rounds() + ": " + bench);
                List<String> arguments = new ArrayList<>(List.of(bench, "--json"));
                arguments.addAll(plan.arguments());
                arguments.addAll(plan.extra().getOrDefault(bench, List.of()));
                arguments.addAll(plan.choice().arguments(bench));
                try {
                    told.put(bench, BenchProcess.run(plan.mainClass(), arguments));
                } catch (Failure e) {
                    progress.accept(e.getMessage() + "; going on");
                    failures.add("round " + round + ": " + e.getMessage());
                }
            }
            if (!told.isEmpty()) {
                add(told);
                afterEach.run();
            }
        }
    }

    /** How many are over. */
    public int done() {
        return rounds.size();
    }

    /** What is missing from the rounds, and why. */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /** What the benches of one round printed. */
    void add(Map<String, JsonNode> round) {
        rounds.add(round);
    }

    /** What the machine's host gave to others while each part was measured, 0 to 1; of all parts of all rounds. */
    public DoubleSummaryStatistics stolen() {
        return rounds.stream()
                .flatMap(round -> round.values().stream())
                .flatMap(told -> told.path("machine").path("stolen").valueStream())
                .mapToDouble(JsonNode::doubleValue)
                .summaryStatistics();
    }

    /** The numbers alone. */
    public Rounds numbers() {
        List<Map<String, Map<String, Double>>> all = new ArrayList<>();
        for (Map<String, JsonNode> round : rounds) {
            Map<String, Map<String, Double>> benches = new LinkedHashMap<>();
            round.forEach((bench, told) -> benches.put(bench, numbers(told)));
            all.add(benches);
        }
        return new Rounds(all);
    }

    /** A ratio may have its figure's name; the figure it is then. */
    private static Map<String, Double> numbers(JsonNode told) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (String section : NUMBERS) {
            told.path(section).forEachEntry((name, value) -> {
                if (value.isNumber()) {
                    numbers.putIfAbsent(name, value.doubleValue());
                }
            });
        }
        return numbers;
    }

    /** Every number as a list with an element for each round; settings and machine once, as the first round had them. */
    public ObjectNode json() {
        ObjectNode all = Json.object();
        ObjectNode benches = all.putObject("benches");
        ArrayNode loads = all.putArray("load_average");
        ArrayNode stolen = all.putArray("stolen");
        for (Map<String, JsonNode> round : rounds) {
            round.forEach((bench, told) -> {
                all.putIfAbsent("machine", machine(told));
                loads.add(told.path("machine").path("load_average"));
                stolen.add(told.path("machine").path("stolen"));
                ObjectNode into = benches.withObject("/" + bench);
                into.putIfAbsent("settings", told.path("settings"));
                NUMBERS.forEach(section -> told.path(section)
                        .forEachEntry((name, value) -> into.withObject("/" + section)
                                .withArray("/" + name)
                                .add(value)));
            });
        }
        return all;
    }

    private static JsonNode machine(JsonNode told) {
        JsonNode machine = told.path("machine").deepCopy();
        if (machine instanceof ObjectNode object) {
            object.remove(List.of("load_average", "stolen"));
        }
        return machine;
    }
}
