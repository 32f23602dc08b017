package dev.swarmlog.registry.core.rhythm;

/**
 * What is known of an agent's beats: what it promised, and what they were like, the later ones counting most.
 *
 * <p>A beat is late for two reasons that a gap alone does not tell apart: it was sent late (the sender stood still), or it
 * was held up on the way. The sender's own gap does tell, without any clock being right: what the arrival's gap is longer
 * than the sender's was added on the way, and the next beat does not wait for it. So the delay on the way is carried along
 * like a queue, and the next beat is expected earlier by it.
 *
 * @param promisedMs the interval that its card names; all that is known before the first gap
 * @param gaps how many gaps have been seen; more than it takes to know an agent are not counted
 * @param meanMs the usual gap from beat to beat
 * @param spreadMs by how much gaps usually differ from that
 * @param peakMs the longest that a beat was late and that is still remembered; it fades slowly
 * @param delayMs how long the last beat was held up on the way, against the fastest of late
 */
public record Rhythm(int promisedMs, int gaps, float meanMs, float spreadMs, float peakMs, float delayMs) {
    /** So many gaps it takes to know an agent: pauses that come once in a few minutes should be among them. */
    static final int KNOWN_GAPS = 600;

    private static final float RECENT = 1f / 64;
    /** Half of a peak is forgotten after some 5,700 beats. */
    private static final float FADING = 1f / 8_192;
    /** A delay that nothing explains any more (a clock that drifts) is forgotten faster. */
    private static final float DELAY_FADING = 1f / 32;
    /** Beyond this the sender's clock was set, rather than its beat held up. */
    private static final long DELAY_MS_MAX = 60_000;

    /** As it was stored: how long one beat was held up is not worth keeping. */
    public Rhythm(int promisedMs, int gaps, float meanMs, float spreadMs, float peakMs) {
        this(promisedMs, gaps, meanMs, spreadMs, peakMs, 0);
    }

    /** Of an agent that has not beaten yet. */
    public static Rhythm promised(int intervalMs) {
        return new Rhythm(intervalMs, 0, intervalMs, 0, 0, 0);
    }

    /** The same promise anew, or another one: then nothing of what was learned holds. */
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
        boolean isClockSane = sentGapMs > 0 && Math.abs(gapMs - sentGapMs) < DELAY_MS_MAX;
        float delay = isClockSane ? Math.max(0, delayMs - DELAY_FADING * delayMs + gap - sentGapMs) : 0;
        // Of beats lost between the two only the last gap's share says how far apart they are; that one was silent says
        // all.
        float perBeat = steps > 1 ? gap / steps : gap;
        float weight = Math.max(RECENT, 1f / (gaps + 8));
        float mean = meanMs + weight * (perBeat - meanMs);
        float spread = spreadMs + weight * (Math.abs(perBeat - meanMs) - spreadMs);
        float late = isClockSane ? Math.max(0, sentGapMs - meanMs) + delay : Math.max(0, gap - meanMs);
        float peak = Math.max(late, peakMs - FADING * peakMs);
        return new Rhythm(promisedMs, Math.min(gaps + 1, KNOWN_GAPS), mean, spread, peak, delay);
    }

    /** The gap that is to be expected: nobody is late who keeps the promise, however much faster it was. */
    float expectedMs() {
        return Math.max(promisedMs, meanMs);
    }
}
