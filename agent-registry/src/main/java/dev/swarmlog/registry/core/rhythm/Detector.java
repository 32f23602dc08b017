package dev.swarmlog.registry.core.rhythm;

/**
 * When silence says something: phi is how many decimal digits of doubt are left that an agent still beats, and two
 * thresholds on it make it suspect and dead. Each has an inverse, so that a timer can be set instead of asking again.
 *
 * @param suspectPhi from here on it is suspect
 * @param deadPhi from here on it is dead
 * @param silenceMsMin of less silence nobody dies, however fast its rhythm
 * @param suspectMsMax after so much everybody is suspect, however slow
 * @param deadMsMax after so much everybody is dead
 */
public record Detector(double suspectPhi, double deadPhi, long silenceMsMin, long suspectMsMax, long deadMsMax) {
    public static final Detector DEFAULT = new Detector(1, 3, 500, 60_000, 90_000);

    /** How sure it is by now that the agent does not beat any more: 1 is wrong one time in ten, 3 in a thousand. */
    public double phi(Rhythm rhythm, long silentMs) {
        return Math.max(0, (silentMs - rhythm.meanMs()) / scaleMs(rhythm));
    }

    public long suspectAfterMs(Rhythm rhythm) {
        return Math.clamp(afterMs(rhythm, suspectPhi), silenceMsMin, suspectMsMax);
    }

    public long deadAfterMs(Rhythm rhythm) {
        return Math.clamp(afterMs(rhythm, deadPhi), silenceMsMin, deadMsMax);
    }

    private static long afterMs(Rhythm rhythm, double phi) {
        return (long) Math.ceil(rhythm.meanMs() + phi * scaleMs(rhythm));
    }

    /** So much more silence makes it ten times less likely that the agent still beats. */
    private static double scaleMs(Rhythm rhythm) {
        return (rhythm.promisedMs() + rhythm.peakMs()) / 3;
    }
}
