package dev.swarmlog.coordinator.session;

import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Which lives of agents are over, as the registry says. Thread-safe: one thread hears it, all tasks look. */
public final class AgentLives {
    private record Seen(long epoch, boolean isOver) {}

    private final Map<String, Seen> lives = new ConcurrentHashMap<>();
    private final AtomicLong ended = new AtomicLong();

    /** What the registry says of an agent; null when it forgot it, which was gone before. */
    public void heard(String agentId, @Nullable AgentStatus status) {
        if (status == null) {
            lives.remove(agentId);
            return;
        }
        boolean isOver = status.getState() == AgentState.DEAD || status.getState() == AgentState.GONE;
        Seen now = new Seen(status.getCard().getEpoch(), isOver);
        Seen before = lives.put(agentId, now);
        if (isOver && !now.equals(before)) {
            ended.incrementAndGet();
        }
    }

    /** How many ends were heard of; while it stays the same, nobody more was lost. */
    long ended() {
        return ended.get();
    }

    /** The life that the registry knows of last; 1, which is before all that it will know, where there is none yet. */
    long epoch(String agentId) {
        Seen seen = lives.get(agentId);
        return seen == null ? 1 : seen.epoch;
    }

    /** 0 where none is. */
    long overUpTo(String agentId) {
        Seen seen = lives.get(agentId);
        return seen != null && seen.isOver ? seen.epoch : 0;
    }
}
