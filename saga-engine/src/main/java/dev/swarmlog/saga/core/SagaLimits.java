package dev.swarmlog.saga.core;

/**
 * What one saga may hold and do, whatever its definition says. What goes beyond fails the step that would, as OVERSIZED,
 * or is refused to whoever asked.
 *
 * @param decisionBytesMax all inputs that begin with one decision, since those are one record of its history
 * @param stateBytesMax all documents that it was ever given or made
 * @param itemsMax elements of a MAP; a decision that opens the list and begins work on all is one record of the wire
 * @param signalsMax how many signals it keeps that no step waits for yet
 * @param attemptsMax at one place, in a row, whatever the retry policy says
 * @param stubbornMax how often a step that cannot be undone any more is tried before a person is asked
 * @param waitsMax how often in a row a rate limit may put off one place
 * @param depthMax how many sagas may be above one
 * @param waitMsMax the longest timer, and the longest that a rate limit may ask for
 * @param settleMs how long it is waited for word on what was told to stop, before a person is asked
 */
public record SagaLimits(
        int inputBytesMax,
        int outputBytesMax,
        int decisionBytesMax,
        int stateBytesMax,
        int itemsMax,
        int signalsMax,
        int attemptsMax,
        int stubbornMax,
        int waitsMax,
        int depthMax,
        long waitMsMax,
        long settleMs) {
    private static final int KIB = 1024;
    private static final long YEAR_MS = 365L * 24 * 3_600_000;

    /** A saga with all that it holds, and a decision with all that it begins, fit into a record of a megabyte. */
    public static final SagaLimits DEFAULT = new SagaLimits(
            256 * KIB, 256 * KIB, 512 * KIB, 640 * KIB, 4_000, 100, 100, 20, 100, 8, 10 * YEAR_MS, 60_000);

    public SagaLimits {
        if (inputBytesMax < 1
                || outputBytesMax < 1
                || decisionBytesMax < inputBytesMax
                || stateBytesMax < Math.max(inputBytesMax, outputBytesMax)
                || itemsMax < 1
                || signalsMax < 1
                || attemptsMax < 1
                || stubbornMax < 1
                || waitsMax < 1
                || depthMax < 1
                || waitMsMax < 1
                || settleMs < 1) {
            throw new IllegalArgumentException(
                    "no limits for a saga: each is at least 1, a decision holds an input and a"
                            + " state an input or an output");
        }
    }
}
