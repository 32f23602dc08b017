package dev.swarmlog.router.core.gather;

/**
 * What a message says about being gathered, as it says it.
 *
 * @param mode a {@link Mode}; empty with {@code broadcast} means {@link Mode#ALL}
 * @param fanOut how many agents; 0 for all
 * @param by where in a result its number is
 * @param broadcast whether it goes to each agent that can take it, and to no other in its place
 */
public record Asking(String mode, int fanOut, int quorum, String by, int windowMs, boolean broadcast) {
    /** The strategy that is no choice among agents. */
    public static final String BROADCAST = "BROADCAST";

    private static final String SMALLEST = "-";

    /** Whether it goes to one agent, as most messages do. */
    public boolean isForOne() {
        return mode.isEmpty() && !broadcast;
    }

    public Mode modeOrAll() {
        Mode named = Mode.named(mode);
        return named == null ? Mode.ALL : named;
    }

    /** Where in a result its number is, as a JSON pointer. */
    public String pointer() {
        return isForSmallest() ? by.substring(SMALLEST.length()) : by;
    }

    boolean isForSmallest() {
        return by.startsWith(SMALLEST);
    }

    /** What it comes to with so many agents. */
    public Plan plan(int branches, long closesAtMs) {
        return new Plan(modeOrAll(), branches, quorum, isForSmallest(), closesAtMs);
    }
}
