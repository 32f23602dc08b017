package dev.swarmlog.registry.core.health;

/** What each factor takes of the score at most, 0 to 1. */
public record Weights(
        double staleness,
        double successRate,
        double consecutiveFailures,
        double responseTime,
        double saturation,
        double canary) {
    public static final Weights DEFAULT = new Weights(0.6, 0.75, 0.75, 0.45, 0.2, 0.75);

    /** The score of an agent that is as ill as can be. */
    public double scoreMin() {
        double left = (1 - staleness) * (1 - successRate) * (1 - consecutiveFailures);
        return left * (1 - responseTime) * (1 - saturation) * (1 - canary);
    }
}
