package dev.swarmlog.router.core.gather;

/**
 * What a gather is to come to.
 *
 * @param branches how many agents are asked
 * @param quorum how many answers are enough, with {@link Mode#QUORUM}
 * @param smallest whether the smallest number is the best, with {@link Mode#BEST}
 * @param closesAtMs when the answers that are there have to do
 */
public record Plan(Mode mode, int branches, int quorum, boolean smallest, long closesAtMs) {
    boolean isBetter(double one, double other) {
        return smallest ? one < other : one > other;
    }

    boolean isMajority(int likes) {
        return likes * 2 > branches;
    }
}
