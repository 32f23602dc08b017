package dev.swarmlog.router.core.balance;

import dev.swarmlog.router.core.guard.AgentGuard;
import dev.swarmlog.router.core.guard.GuardListener;
import dev.swarmlog.router.core.guard.GuardTerms;
import dev.swarmlog.router.core.guard.Outliers;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * How much all router tasks of this process have in flight with each agent, and what guards it. Thread-safe.
 *
 * <p>A process that holds a part of all tasks uses that part of each agent's capacity, so that several processes keep
 * the bound together without talking to each other.
 */
public final class SharedLoads {
    private final int tasksOverall;
    private final GuardTerms terms;
    private final GuardListener listener;
    private final Outliers outliers;
    private final AtomicInteger tasksHere = new AtomicInteger();
    private final ConcurrentHashMap<String, SharedLoad> byAgent = new ConcurrentHashMap<>();

    /** With the number of tasks that there are in all processes together: that of the input's partitions. */
    public SharedLoads(int tasksOverall, GuardTerms terms, GuardListener listener) {
        this.tasksOverall = tasksOverall;
        this.terms = terms;
        this.listener = listener;
        this.outliers = new Outliers(terms.outliers());
    }

    /** With the usual guards, whom nobody listens to. */
    public SharedLoads(int tasksOverall) {
        this(tasksOverall, GuardTerms.USUAL, GuardListener.NOBODY);
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

    /** For a task that begins to have to do with the agent. All that do have the same one, or one would not see the other. */
    SharedLoad hold(String agentId) {
        return byAgent.compute(agentId, (id, known) -> {
            SharedLoad load = known != null ? known : new SharedLoad(new AgentGuard(id, terms, listener));
            load.holders++;
            return load;
        });
    }

    /** The last task that lets go of an agent forgets it. */
    void letGo(String agentId) {
        byAgent.computeIfPresent(agentId, (id, load) -> --load.holders == 0 ? null : load);
    }

    /** The agent said how much it has in hand, of all processes' work together. */
    public void reported(String agentId, int inHand, long nowMs) {
        SharedLoad known = byAgent.get(agentId);
        if (known != null) {
            known.reported(inHand, tasksHere.get() >= tasksOverall, nowMs);
        }
    }

    /** What this process has in flight with the agent. */
    public int inFlight(String agentId) {
        SharedLoad known = byAgent.get(agentId);
        return known == null ? 0 : known.inFlight();
    }

    void compare(List<AgentGuard> members, long nowMs) {
        outliers.judge(members, nowMs);
    }

    /** How many agents there are of whom that is so. */
    public long countGuards(Predicate<AgentGuard> which) {
        return byAgent.values().stream().filter(load -> which.test(load.guard)).count();
    }
}
