package dev.swarmlog.coordinator.tracker.core.track;

/**
 * When a duration is an anomaly: by the modified z-score of Iglewicz and Hoaglin, which one outlier cannot spoil.
 *
 * @param samplesMin with fewer before it nothing is odd
 * @param scoreMin from here on it is
 */
public record OddityRule(int samplesMin, double scoreMin) {
    public static final OddityRule DEFAULT = new OddityRule(50, 6);

    private static final double NORMAL = 0.6745;

    /** What always takes the same time must not make each millisecond odd. */
    private static final double FLOOR_SHARE = 0.1;

    private static final double FLOOR_MS = 10;

    double score(Spread like, long tookMs) {
        if (like.total() < samplesMin) {
            return 0;
        }
        Spread.Middle middle = like.middle();
        double scale = Math.max((double) middle.madMs(), Math.max(FLOOR_MS, FLOOR_SHARE * middle.medianMs()));
        return NORMAL * (tookMs - middle.medianMs()) / scale;
    }

    boolean isOdd(double score) {
        return Math.abs(score) >= scoreMin;
    }
}
