package dev.swarmlog.agent.core;

import java.util.concurrent.atomic.AtomicLong;

/** Numbers for starts of agents that rise with each start: milliseconds since 1970, or one more than the last. */
public final class Epochs {
    private final AtomicLong last = new AtomicLong();

    public long next(long nowMs) {
        return last.updateAndGet(before -> Math.max(before + 1, nowMs));
    }
}
