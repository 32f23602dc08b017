package dev.swarmlog.document;

import java.util.Collection;

/** What somebody may have meant who wrote a name that there is not. */
public final class Spelling {
    private static final int CHARS_MAX = 64;
    private static final int CANDIDATES_MAX = 5_000;

    private Spelling() {}

    /** {@code "; did you mean 'retry'?"}, or nothing where no name is near. */
    public static String hint(String found, Collection<String> names) {
        String best = "";
        int bestEdits = found.length() <= 1 ? 1 : found.length() <= 3 ? 2 : 1 + found.length() / 3;
        int left = CANDIDATES_MAX;
        for (String name : names) {
            if (found.length() > CHARS_MAX || name.length() > CHARS_MAX || left-- == 0) {
                continue;
            }
            int edits = name.equalsIgnoreCase(found) ? 0 : edits(found, name);
            if (edits < bestEdits) {
                bestEdits = edits;
                best = name;
            }
        }
        return best.isEmpty() ? "" : "; did you mean '" + best + "'?";
    }

    /** Letters to put in, take out, replace, or swap with the next one. */
    private static int edits(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }
}
