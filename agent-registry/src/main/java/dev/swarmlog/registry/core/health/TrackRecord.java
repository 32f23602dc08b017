package dev.swarmlog.registry.core.health;

/**
 * What became of an agent's work lately: counts that fade with a half-life, and totals that its heartbeats last told.
 *
 * @param completed faded, as of {@code atMs}
 * @param failed faded, as of {@code atMs}
 * @param responseMs mean over the same outcomes; negative before there was one
 * @param failuresInARow up to now
 * @param atMs when the last outcome was heard of
 * @param observedMs when others last told of it; 0 means never
 * @param toldCompleted the total in the last heartbeat; negative before there was one
 */
public record TrackRecord(
        double completed,
        double failed,
        float responseMs,
        int failuresInARow,
        long atMs,
        long observedMs,
        long toldCompleted,
        long toldFailed) {
    private static final long UNTOLD = -1;

    public static final TrackRecord NOTHING = new TrackRecord(0, 0, -1, 0, 0, 0, UNTOLD, UNTOLD);

    private static final double LN_2 = Math.log(2);

    /** As it is taken up again after a restart: nobody knows when the work was done by which totals have grown since. */
    public static TrackRecord restored(
            double completed, double failed, float responseMs, int failuresInARow, long atMs, long observedMs) {
        return new TrackRecord(completed, failed, responseMs, failuresInARow, atMs, observedMs, UNTOLD, UNTOLD);
    }

    /** Whether a total is below the one that was told before: no agent can have undone work within one epoch. */
    public boolean isBelow(long completedTotal, long failedTotal) {
        return completedTotal < toldCompleted || failedTotal < toldFailed;
    }

    /**
     * The agent itself told its totals. Nothing new is the usual case, and costs nothing. The first totals are where the
     * counting starts: nobody knows how old they are.
     */
    public TrackRecord told(long completedTotal, long failedTotal, float meanMs, long nowMs, long memoryMs) {
        boolean nothingNew = completedTotal == toldCompleted && failedTotal == toldFailed;
        if (nothingNew || isBelow(completedTotal, failedTotal)) {
            return this;
        }
        boolean isObserved = observedMs > 0 && nowMs - observedMs < memoryMs;
        if (toldCompleted < 0 || isObserved) {
            return new TrackRecord(
                    completed, failed, responseMs, failuresInARow, atMs, observedMs, completedTotal, failedTotal);
        }
        long completedMore = completedTotal - toldCompleted;
        long failedMore = failedTotal - toldFailed;
        // In which order they came it does not say: in its favour, a completion was the last.
        int inARow = completedMore > 0 ? 0 : sum(standing(nowMs, memoryMs), failedMore);
        TrackRecord counted = counting(completedMore, failedMore, inARow, meanMs, nowMs, memoryMs);
        return new TrackRecord(
                counted.completed,
                counted.failed,
                counted.responseMs,
                inARow,
                nowMs,
                observedMs,
                completedTotal,
                failedTotal);
    }

    /** Others told what became of the work that they had sent. */
    public TrackRecord observed(
            long completedMore, long failedMore, long trailing, float meanMs, long nowMs, long memoryMs) {
        if (completedMore + failedMore == 0) {
            return this;
        }
        TrackRecord evidence = evidence();
        int inARow = sum(completedMore > 0 ? 0 : evidence.standing(nowMs, memoryMs), trailing);
        return evidence.counting(completedMore, failedMore, inARow, meanMs, nowMs, memoryMs);
    }

    /**
     * Without what only the agent told: it may be the very work that others tell of now. What they told before that was
     * long ago, else the agent would not have been asked, and goes too.
     */
    private TrackRecord evidence() {
        boolean wasToldLast = atMs != observedMs;
        return wasToldLast ? new TrackRecord(0, 0, -1, 0, 0, 0, toldCompleted, toldFailed) : this;
    }

    private TrackRecord counting(
            long completedMore, long failedMore, int inARow, float meanMs, long nowMs, long memoryMs) {
        double left = left(nowMs, memoryMs);
        double before = (completed + failed) * left;
        double more = (double) completedMore + failedMore;
        float response = meanMs < 0
                ? responseMs
                : (float) (responseMs < 0 ? meanMs : (responseMs * before + meanMs * more) / (before + more));
        return new TrackRecord(
                completed * left + completedMore,
                failed * left + failedMore,
                response,
                inARow,
                nowMs,
                nowMs,
                toldCompleted,
                toldFailed);
    }

    /** The share of failures; 0 when nothing is known. Fading takes from both alike. */
    public double errorRate() {
        return failed == 0 ? 0 : failed / (completed + failed);
    }

    /** Of how many outcomes that share is, those of long ago counting less. */
    public double outcomes(long nowMs, long memoryMs) {
        return (completed + failed) * left(nowMs, memoryMs);
    }

    /** The failures in a row, unless the last was so long ago that it says nothing: else who gets no work never heals. */
    public int standing(long nowMs, long memoryMs) {
        return nowMs - atMs < memoryMs ? failuresInARow : 0;
    }

    /** The response time, unless it is so old that it says nothing; negative then. */
    public double responseMs(long nowMs, long memoryMs) {
        return nowMs - atMs < memoryMs ? responseMs : -1;
    }

    private double left(long nowMs, long memoryMs) {
        return nowMs <= atMs ? 1 : Math.exp(-LN_2 * (nowMs - atMs) / memoryMs);
    }

    private static int sum(int before, long more) {
        return (int) Math.min(Integer.MAX_VALUE, before + more);
    }
}
