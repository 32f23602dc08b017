package dev.swarmlog.simulator.core.world;

/**
 * A delivery, as far as it matters here.
 *
 * @param id the same when it is delivered again after a crash of the router
 * @param epoch the start of the agent that it is for
 * @param leaseMs 0 where nobody waits for an outcome
 * @param workMs how long it takes an agent that is well
 * @param detail whatever whoever hears of its end needs
 */
public record Task<T>(String id, long epoch, int leaseMs, double workMs, Sort sort, T detail) {
    /** What kind of work it is. */
    public enum Sort {
        WORK,
        /** Work that does not work out. */
        DOOMED,
        /** No work but the question whether there is somebody who works. */
        CANARY
    }

    boolean isCanary() {
        return sort == Sort.CANARY;
    }
}
