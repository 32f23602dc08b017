package dev.swarmlog.router.core.balance;

/**
 * When it is a message's turn among those that wait: by the time of its arrival less the head start of its priority, and
 * then by the order of arrival. So a message of low priority is overtaken only by what arrives within the head start, and
 * never starves; a place in line never changes and costs nothing to keep (virtual time, as in fair queueing).
 *
 * @param atMs the arrival in milliseconds since 1970, less the head start
 * @param arrival the number of the arrival
 */
public record Turn(long atMs, long arrival) implements Comparable<Turn> {
    /** With the priority's level, which is 0 for the lowest, and the head start of each level over the one below. */
    public static Turn of(int level, long headStartMs, long arrivedAtMs, long arrival) {
        return new Turn(arrivedAtMs - level * headStartMs, arrival);
    }

    @Override
    public int compareTo(Turn other) {
        int byTime = Long.compare(atMs, other.atMs);
        return byTime != 0 ? byTime : Long.compare(arrival, other.arrival);
    }
}
