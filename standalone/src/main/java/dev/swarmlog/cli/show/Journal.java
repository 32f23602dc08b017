package dev.swarmlog.cli.show;

import dev.swarmlog.agent.discovery.AgentListener;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Location;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened to agents lately. Hears on one thread, is read on another. */
final class Journal implements AgentListener {
    private static final int ENTRIES_MAX = 100;

    private final long startMs = System.currentTimeMillis();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<String, AgentState> states = new HashMap<>();

    record Entry(long atMs, String text) {}

    @Override
    public synchronized void changed(String agentId, @Nullable AgentStatus status) {
        AgentState now = status == null ? null : status.getState();
        AgentState before = now == null ? states.remove(agentId) : states.put(agentId, now);
        if (before != now) {
            boolean wasKnown = before == AgentState.JOINING && now == AgentState.HEALTHY;
            boolean hadLeft = before == AgentState.GONE && now == null;
            if (!wasKnown && !hadLeft) {
                note(agentId + " " + describe(status, before));
            }
        }
    }

    synchronized void note(String text) {
        entries.addLast(new Entry(System.currentTimeMillis() - startMs, text));
        if (entries.size() > ENTRIES_MAX) {
            entries.removeFirst();
        }
    }

    synchronized List<Entry> latest() {
        return List.copyOf(entries);
    }

    private static String describe(@Nullable AgentStatus status, @Nullable AgentState before) {
        if (status == null || status.getState() == AgentState.GONE) {
            return "left";
        }
        String state = status.getState().name().toLowerCase(Locale.ROOT);
        return before == null ? "joined: " + whatAndWhere(status.getCard()) : "is " + state;
    }

    private static String whatAndWhere(AgentCard card) {
        Location place = card.getLocation();
        String first = card.getCapabilities().isEmpty()
                ? "nothing"
                : card.getCapabilities().getFirst().getName();
        return place.getRegion().isEmpty() ? first : first + ", " + place.getRegion();
    }
}
