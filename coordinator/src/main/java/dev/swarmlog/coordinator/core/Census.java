package dev.swarmlog.coordinator.core;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Mutable and thread-safe: how many agents are in which state, and what they could take and have in hand together. */
public final class Census {
    /** What counts of one agent. */
    public record Member(String state, boolean works, int concurrency, int inFlight, int queued) {}

    /** The sums; capacity is that of the agents that can be given work. */
    public record Totals(Map<String, Long> byState, long agents, long capacity, long inFlight, long queued) {}

    private final Map<String, Long> byState = new TreeMap<>();
    private long agents;
    private long capacity;
    private long inFlight;
    private long queued;

    /** An agent came (from null), changed, or went (to null). */
    public synchronized void changed(@Nullable Member before, @Nullable Member after) {
        add(before, -1);
        add(after, 1);
    }

    public synchronized Totals totals() {
        return new Totals(new TreeMap<>(byState), agents, capacity, inFlight, queued);
    }

    private void add(@Nullable Member member, int sign) {
        if (member == null) {
            return;
        }
        byState.merge(member.state(), (long) sign, (old, one) -> old + one == 0 ? null : old + one);
        agents += sign;
        if (member.works()) {
            capacity += (long) sign * member.concurrency();
            inFlight += (long) sign * member.inFlight();
            queued += (long) sign * member.queued();
        }
    }
}
