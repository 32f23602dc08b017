package dev.swarmlog.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All that is wrong with one document, as it is found; mutable. Of very many only the first are kept. */
public final class Problems {
    private static final int KEPT_MAX = 10_000;

    private final List<Problem> found = new ArrayList<>();

    public void add(Spot at, String section, String field, String text) {
        if (found.size() < KEPT_MAX) {
            found.add(new Problem(at, section, field, text));
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the document; at most so many, and then one that says how many there are. */
    public List<Problem> first(int max) {
        List<Problem> sorted = new ArrayList<>(found.stream()
                .sorted(Comparator.comparing(Problem::at))
                .distinct()
                .toList());
        if (sorted.size() > max) {
            Problem last = sorted.get(max - 1);
            int more = sorted.size() - max;
            sorted.subList(max, sorted.size()).clear();
            sorted.add(new Problem(last.at(), "", "", "and " + more + " more problems from here on"));
        }
        return List.copyOf(sorted);
    }
}
