package dev.swarmlog.runtime.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class Typos {
    private static final int EDITS_MAX = 3;

    private Typos() {}

    /** The closest of the names, if any is close. */
    static Optional<String> closest(String name, Collection<String> names) {
        return names.stream()
                .filter(candidate -> edits(name, candidate) <= EDITS_MAX)
                .min(Comparator.comparingInt(candidate -> edits(name, candidate)));
    }

    /** How many insertions, deletions and replacements make one of the other (Levenshtein). */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
