package dev.swarmlog.agent.sessions;

import java.time.Duration;

/**
 * A resource that one participant has for itself. Whatever it does with the resource, it shows the fence, so that what
 * comes after a pause with an older fence can be refused. Thread-safe.
 */
public final class SessionLease implements AutoCloseable {
    private final Participant holder;
    private final String resource;
    private final long fence;
    private final Duration hold;
    private volatile long untilNanos;

    SessionLease(Participant holder, String resource, long fence, Duration hold, long untilNanos) {
        this.holder = holder;
        this.resource = resource;
        this.fence = fence;
        this.hold = hold;
        this.untilNanos = untilNanos;
    }

    public String resource() {
        return resource;
    }

    public long fence() {
        return fence;
    }

    Duration hold() {
        return hold;
    }

    /**
     * Whether it is surely still held: by this process's own clock, from before it was asked for, so that it is over here
     * before it is for the coordinator.
     */
    public boolean isValid() {
        return System.nanoTime() - untilNanos < 0;
    }

    /** Has it for its whole time again; false where somebody else may have it by now. */
    public boolean renew() {
        long askedAt = System.nanoTime();
        boolean held = holder.renew(this);
        untilNanos = held ? askedAt + hold.toNanos() : askedAt;
        return held;
    }

    /** Gives it back; false where it was over already. */
    public boolean release() {
        untilNanos = System.nanoTime();
        return holder.release(this);
    }

    /** Gives it back, if it is still to be given back. */
    @Override
    public void close() {
        if (isValid()) {
            var unused = release();
        }
    }
}
