package dev.swarmlog.coordinator.core.space;

/**
 * How particles keep apart.
 *
 * @param reach how far one keeps others away, in spacings of an even spread
 * @param stride how far it may move in a step at first, in spacings
 * @param calming by how much strides shorten with each step
 * @param groups particles belong to so many groups by turns
 * @param antiAffinity how much more those of the same group keep apart; 1 is no more
 */
public record SpreadRule(double reach, double stride, double calming, int groups, double antiAffinity) {
    public static final SpreadRule USUAL = new SpreadRule(1.8, 0.5, 0.01, 1, 1);
}
