package dev.swarmlog.router.core.balance;

import dev.swarmlog.router.core.guard.AgentGuard;
import java.util.concurrent.atomic.AtomicInteger;

/** What all tasks of a process share about one agent. Thread-safe. */
final class SharedLoad {
    final AgentGuard guard;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger inFlightMax = new AtomicInteger();
    private volatile int foreign;
    private volatile long reportedAtMs;

    /** How many tasks have to do with the agent; changed only under the lock of the map that it is in. */
    int holders;

    SharedLoad(AgentGuard guard) {
        this.guard = guard;
    }

    /** What this process has in flight with the agent: exact. */
    int inFlight() {
        return inFlight.get();
    }

    /** What others have in flight with it, as far as is known: guessed low. */
    int foreign() {
        return foreign;
    }

    void begin() {
        int now = inFlight.incrementAndGet();
        if (now > inFlightMax.get()) {
            inFlightMax.accumulateAndGet(now, Math::max);
        }
    }

    void end(int count) {
        inFlight.addAndGet(-count);
    }

    /**
     * The agent said how much it has in hand. At what moment is not known, so the most that was ours since it said so last
     * is taken off: what remains is not ours for sure.
     */
    void reported(int inHand, boolean allOurs, long nowMs) {
        int ours = inFlightMax.getAndSet(inFlight.get());
        foreign = allOurs ? 0 : Math.max(0, inHand - Math.max(ours, inFlight.get()));
        reportedAtMs = nowMs;
    }

    /** A report is worth nothing after a while: agents tell of changes when they beat next. */
    void forgetReport(long reportedBeforeMs) {
        if (foreign > 0 && reportedAtMs < reportedBeforeMs) {
            foreign = 0;
        }
    }
}
