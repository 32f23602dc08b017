package dev.swarmlog.router.core.balance;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much all router tasks of this process have in flight with each agent. Thread-safe.
 *
 * <p>A process that holds a part of all tasks uses that part of each agent's capacity, so that several processes keep
 * the bound together without talking to each other.
 */
public final class SharedLoads {
    private final int tasksOverall;
    private final AtomicInteger tasksHere = new AtomicInteger();
    private final ConcurrentHashMap<String, AtomicInteger> inFlight = new ConcurrentHashMap<>();

    /** With the number of tasks that there are in all processes together: that of the input's partitions. */
    public SharedLoads(int tasksOverall) {
        this.tasksOverall = tasksOverall;
    }

    void taskOpened() {
        tasksHere.incrementAndGet();
    }

    void taskClosed() {
        tasksHere.decrementAndGet();
    }

    /** The part of an agent's capacity that this process may use. */
    int shareOf(int capacity) {
        int here = Math.clamp(tasksHere.get(), 1, tasksOverall);
        return Math.max(1, capacity * here / tasksOverall);
    }

    AtomicInteger of(String agentId) {
        AtomicInteger known = inFlight.get(agentId);
        return known != null ? known : inFlight.computeIfAbsent(agentId, fresh -> new AtomicInteger());
    }

    void forgetIfIdle(String agentId) {
        inFlight.computeIfPresent(agentId, (id, count) -> count.get() == 0 ? null : count);
    }

    /** What this process has in flight with the agent. */
    public int inFlight(String agentId) {
        AtomicInteger known = inFlight.get(agentId);
        return known == null ? 0 : known.get();
    }
}
