package dev.swarmlog.router.core.strategy;

import java.util.HashMap;
import java.util.Map;

/**
 * Mutable and for one thread: what each agent has in flight of the messages of one pool, in whichever tier it was chosen,
 * and whether or not it has a seat by now.
 */
final class InFlight {
    private final Map<String, Count> counts = new HashMap<>();

    /** Of one agent. */
    static final class Count {
        int messages;
    }

    Count of(String agentId) {
        return counts.computeIfAbsent(agentId, fresh -> new Count());
    }

    void forgetIdle() {
        counts.values().removeIf(count -> count.messages == 0);
    }
}
