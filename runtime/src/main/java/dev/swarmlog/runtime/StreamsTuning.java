package dev.swarmlog.runtime;

import dev.swarmlog.runtime.settings.Settings;

/**
 * How a service wants Kafka Streams to work: what it promises, what it favours, and how much of it there is.
 *
 * @param commitIntervalMs how long what was done may wait to be committed
 * @param standbys warm copies of each store on other instances
 */
public record StreamsTuning(
        Guarantee guarantee, Pace pace, Order order, int commitIntervalMs, int threads, int standbys) {

    /** Whether state, timers and outputs commit together, or the service itself makes repetition harmless. */
    public enum Guarantee {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    /** What a record waits for: a millisecond at most, or for others to travel with. */
    public enum Pace {
        LATENCY,
        THROUGHPUT
    }

    /**
     * How a task's topics meet where it has read some of them further than others: by their records' times, which waits
     * for those that the broker still has and costs a look at every topic for every record, or as they are read.
     */
    public enum Order {
        BY_TIME,
        AS_READ
    }

    /** For services whose state, timers and outputs commit together. */
    public static StreamsTuning exactlyOnce(int commitIntervalMs) {
        return new StreamsTuning(Guarantee.EXACTLY_ONCE, Pace.LATENCY, Order.BY_TIME, commitIntervalMs, 1, 0);
    }

    /** For services whose outputs are idempotent. */
    public static StreamsTuning atLeastOnce(int commitIntervalMs) {
        return new StreamsTuning(Guarantee.AT_LEAST_ONCE, Pace.LATENCY, Order.BY_TIME, commitIntervalMs, 1, 0);
    }

    /** The same with warm copies of each store on other instances, so that whoever takes over need not read the log first. */
    public StreamsTuning withStandbys(int copies) {
        return new StreamsTuning(guarantee, pace, order, commitIntervalMs, threads, copies);
    }

    /** The same for a service to which it does not matter in which order its topics are read. */
    public StreamsTuning inAnyOrder() {
        return new StreamsTuning(guarantee, pace, Order.AS_READ, commitIntervalMs, threads, standbys);
    }

    /** Whether what it wrote is sent at once while little goes on; a transaction sends it with its commit. */
    boolean sendsPromptly() {
        return guarantee == Guarantee.AT_LEAST_ONCE && pace == Pace.LATENCY;
    }

    /** What an operator may change of it, in variables that begin as all of the service's do. */
    public StreamsTuning orAsSet(Settings settings, String prefix) {
        return new StreamsTuning(
                guarantee,
                settings.oneOf(
                        prefix + "PACE", pace, "What a record waits for: hardly anything, or others to travel with"),
                order,
                settings.whole(
                        prefix + "COMMIT_MS",
                        commitIntervalMs,
                        1,
                        60_000,
                        "How long what was done may wait to be committed, in milliseconds"),
                settings.whole(prefix + "THREADS", threads, 1, 256, "Stream threads in this process"),
                settings.whole(prefix + "STANDBYS", standbys, 0, 5, "Warm copies of each store on other instances"));
    }
}
