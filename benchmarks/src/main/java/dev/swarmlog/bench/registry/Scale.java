package dev.swarmlog.bench.registry;

/**
 * How large and how long it is measured.
 *
 * @param agents that beat
 * @param agentsMany that only have to fit
 * @param offeredPerSecond beats in each second, where they come at an even pace
 */
public record Scale(int agents, int agentsMany, int warmUpSeconds, int seconds, int offeredPerSecond) {
    public static final int AGENTS = 10_000;
    public static final int SECONDS = 30;

    /** What the issues ask for, but for so many agents and seconds. */
    public static Scale of(int agents, int seconds) {
        if (agents < 1 || seconds < 1) {
            throw new IllegalArgumentException("at least one agent and one second, not " + agents + " and " + seconds);
        }
        return new Scale(agents, 10 * agents, Math.min(20, 2 * seconds), seconds, Math.max(1, 20 * agents));
    }
}
