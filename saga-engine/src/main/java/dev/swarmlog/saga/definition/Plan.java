package dev.swarmlog.saga.definition;

import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Spelling;
import dev.swarmlog.document.Spot;
import dev.swarmlog.document.Written;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps in their order, and who comes before whom; tells of all that keeps it from being an order. */
final class Plan {
    private final DefinitionLimits limits;
    private final Problems problems;
    private final List<StepDraft> steps;
    private final Map<String, Integer> places = new HashMap<>();
    private final int[][] before;
    private final Graph graph;
    private final BitSet[] ancestors;
    private final int[] positions;

    private Plan(List<StepDraft> steps, DefinitionLimits limits, Problems problems) {
        this.steps = steps;
        this.limits = limits;
        this.problems = problems;
        for (int i = 0; i < steps.size(); i++) {
            places.put(steps.get(i).name(), i);
        }
        before = edges();
        graph = new Graph(steps.stream().map(StepDraft::name).toList(), before);
        ancestors = graph.ancestors();
        positions = new int[steps.size()];
        int[] order = graph.order();
        for (int i = 0; i < order.length; i++) {
            positions[order[i]] = i;
        }
    }

    static Plan of(List<StepDraft> steps, DefinitionLimits limits, Problems problems) {
        Plan plan = new Plan(steps, limits, problems);
        plan.tellCycles();
        plan.tellDepth();
        return plan;
    }

    List<StepDraft> steps() {
        return steps;
    }

    /** Places in the document, in the order in which the model has the steps. */
    int[] order() {
        return graph.order();
    }

    /** The index that a step has in the model. */
    int position(int place) {
        return positions[place];
    }

    boolean isStuck(int place) {
        return graph.isStuck(place);
    }

    /** The steps that it names itself. */
    int[] after(int place) {
        return before[place];
    }

    /** All that comes before, directly or not. */
    BitSet ancestors(int place) {
        return ancestors[place];
    }

    /** Where in the document the step that comes after this place says so. */
    Spot spot(int place, int earlier) {
        String name = steps.get(earlier).name();
        return steps.get(place).after().stream()
                .filter(each -> each.text().equals(name))
                .map(Written.Text::at)
                .findFirst()
                .orElse(steps.get(place).at());
    }

    private int[][] edges() {
        int[][] edges = new int[steps.size()][];
        int left = limits.edgesMax();
        for (int place = 0; place < edges.length; place++) {
            StepDraft step = steps.get(place);
            left -= step.after().size();
            if (left < 0) {
                problems.add(
                        step.at(),
                        step.name(),
                        "after",
                        "at most " + limits.edgesMax() + " names are allowed in all 'after' together, found more");
            }
            edges[place] = left < 0 ? new int[0] : edges(step);
        }
        return edges;
    }

    private int[] edges(StepDraft step) {
        List<Integer> found = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Written.Text name : step.after()) {
            Integer earlier = places.get(name.text());
            if (!told.add(name.text())) {
                problems.add(
                        name.at(), step.name(), "after", "each step once is expected, found " + name.told() + " again");
            } else if (earlier == null) {
                problems.add(
                        name.at(),
                        step.name(),
                        "after",
                        "a step is expected, found " + name.told() + Spelling.hint(name.text(), places.keySet()));
            } else {
                found.add(earlier);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private void tellCycles() {
        BitSet told = new BitSet();
        for (List<Integer> cycle : graph.cycles()) {
            cycle.forEach(told::set);
            int first = cycle.getFirst();
            String way = cycle.stream().map(place -> steps.get(place).name()).collect(Collectors.joining(" -> "));
            problems.add(
                    spot(first, cycle.getLast()),
                    steps.get(first).name(),
                    "after",
                    "an order is expected, found steps that wait for each other: " + way + " -> "
                            + steps.get(first).name());
        }
        for (int place = 0; place < steps.size(); place++) {
            if (graph.isStuck(place) && !told.get(place)) {
                tellNeverRuns(place);
            }
        }
    }

    private void tellNeverRuns(int place) {
        for (int earlier : before[place]) {
            if (graph.isStuck(earlier)) {
                problems.add(
                        spot(place, earlier),
                        steps.get(place).name(),
                        "after",
                        "it never runs, for it comes after '"
                                + steps.get(earlier).name() + "', which waits for itself");
                return;
            }
        }
    }

    private void tellDepth() {
        for (int place = 0; place < steps.size(); place++) {
            if (graph.depth(place) == limits.depthMax() + 1) {
                problems.add(
                        steps.get(place).at(),
                        steps.get(place).name(),
                        "after",
                        "at most " + limits.depthMax() + " steps are allowed in a row, found more up to this one");
                return;
            }
        }
    }
}
