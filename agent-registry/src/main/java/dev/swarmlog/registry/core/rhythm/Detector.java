package dev.swarmlog.registry.core.rhythm;

/**
 * When silence says something. Phi is how sure it is that an agent does not beat any more, in decimal digits (Hayashibara's
 * accrual detector); two thresholds on it make it suspect and dead. Each has an inverse, so that a timer can be set instead
 * of asking again and again.
 *
 * <p>Gaps are not normal: they have sharp starts and long ends. So the margin beyond the expected gap is not so many
 * deviations but the longest lateness that the agent is remembered for, half as much again, which is phi 3; and lateness
 * is taken to become ten times rarer by each third of it. Until an agent is known the margin is what a stranger
 * is given, and goes from there to its own in proportion. It never is more: an agent that is known to stand still for long
 * would never be found dead.
 *
 * @param suspectPhi from here on it is suspect
 * @param deadPhi from here on it is dead
 * @param silenceMsMin of less silence nobody is even suspect, however fast its rhythm
 * @param suspectMsMax after so much everybody is suspect, however slow
 * @param deadMsMax after so much everybody is dead
 */
public record Detector(double suspectPhi, double deadPhi, long silenceMsMin, long suspectMsMax, long deadMsMax) {
    public static final Detector DEFAULT = new Detector(2, 3, 1_500, 60_000, 90_000);

    private static final double MARGIN_PHI = 3;
    /** In intervals: with the beat itself 2.9 of them, so that at one a second nine in ten are found dead within 3 s. */
    private static final double MARGIN_OF_STRANGERS = 1.9;

    private static final double MARGIN_MIN = 0.5;
    private static final double PEAKS = 1.5;
    private static final double SPREADS = 4;

    /** How sure it is by now that the agent does not beat any more: 1 is wrong one time in ten, 3 in a thousand. */
    public double phi(Rhythm rhythm, long silentMs) {
        return Math.max(0, (silentMs - dueMs(rhythm)) / scaleMs(rhythm));
    }

    public long suspectAfterMs(Rhythm rhythm) {
        return Math.clamp(afterMs(rhythm, suspectPhi), silenceMsMin, suspectMsMax);
    }

    public long deadAfterMs(Rhythm rhythm) {
        return Math.clamp(afterMs(rhythm, deadPhi), silenceMsMin, deadMsMax);
    }

    private static long afterMs(Rhythm rhythm, double phi) {
        return (long) Math.ceil(dueMs(rhythm) + phi * scaleMs(rhythm));
    }

    /** When the next beat is due after the last one came; one that was held up on the way is followed the sooner. */
    private static double dueMs(Rhythm rhythm) {
        return rhythm.expectedMs() - rhythm.delayMs();
    }

    /** So much more silence makes it ten times less likely that the agent still beats. */
    private static double scaleMs(Rhythm rhythm) {
        double interval = rhythm.expectedMs();
        double most = MARGIN_OF_STRANGERS * interval;
        double late = Math.max(PEAKS * rhythm.peakMs(), SPREADS * rhythm.spreadMs());
        double own = Math.clamp(late, MARGIN_MIN * interval, most);
        double known = (double) rhythm.gaps() / Rhythm.KNOWN_GAPS;
        return (most + known * (own - most)) / MARGIN_PHI;
    }
}
