package dev.swarmlog.registry.core.rhythm;

/**
 * What is known of an agent's beats: what it promised, and what its gaps were like, the later ones counting most.
 *
 * @param promisedMs the interval that its card names; all that is known before the first gap
 * @param gaps how many gaps have been seen
 * @param meanMs the usual gap between two beats' arrivals
 * @param spreadMs by how much gaps usually differ from that
 * @param peakMs the longest gap that is still remembered; it fades
 */
public record Rhythm(int promisedMs, int gaps, float meanMs, float spreadMs, float peakMs) {
    private static final int LEARNED = 64;
    private static final float FADING = 1f / 1_024;

    /** Of an agent that has not beaten yet. */
    public static Rhythm promised(int intervalMs) {
        return new Rhythm(intervalMs, 0, intervalMs, 0, intervalMs);
    }

    /** The same promise anew: a card came that names this interval. */
    public Rhythm promising(int intervalMs) {
        return intervalMs == promisedMs ? this : promised(intervalMs);
    }

    /**
     * A beat came.
     *
     * @param gapMs since the last one arrived
     * @param steps by how much its sequence is above that one's: more than 1 where beats between them were lost
     * @param sentGapMs between the two by the sender's clock, which may be anything
     */
    public Rhythm beaten(long gapMs, long steps, long sentGapMs) {
        float gap = Math.max(0, gapMs);
        int seen = Math.min(gaps + 1, LEARNED);
        float weight = 1f / seen;
        float mean = meanMs + weight * (gap - meanMs);
        float spread = spreadMs + weight * (Math.abs(gap - meanMs) - spreadMs);
        float peak = Math.max(gap, peakMs + FADING * (mean - peakMs));
        return new Rhythm(promisedMs, seen, mean, spread, peak);
    }
}
