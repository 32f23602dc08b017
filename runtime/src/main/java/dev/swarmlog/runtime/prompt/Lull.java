package dev.swarmlog.runtime.prompt;

/** Whether little goes on: so few records in this span of time and the one before it. Thread-safe. */
final class Lull {
    private static final long SPAN_NANOS = 20_000_000;

    /** Ten records a millisecond: a request for each of them would be dearer than the millisecond that it saves. */
    private static final long RECORDS_MAX = 2 * SPAN_NANOS / 100_000;

    private long span = Long.MIN_VALUE;
    private long records;
    private long recordsBefore;

    /** Whether so many more still are few. */
    synchronized boolean lasts(long more, long nowNanos) {
        long now = Math.floorDiv(nowNanos, SPAN_NANOS);
        if (now != span) {
            recordsBefore = now == span + 1 ? records : 0;
            records = 0;
            span = now;
        }
        records += more;
        return records + recordsBefore <= RECORDS_MAX;
    }
}
