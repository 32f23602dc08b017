package dev.swarmlog.coordinator.session.core.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is settled of a session before it begins.
 *
 * @param type the pattern that it follows; for people
 * @param roles how many participants each role has
 * @param start what must be of the joins before the first phases open
 * @param phases in an order in which each is below those that it is after
 * @param end what must be of the arrivals at the last phases, those that no other is after, before the session is completed
 * @param deadlineMs so long after its creation it is over, whatever its state
 * @param keptMs so long after its end it is remembered
 */
public record Plan(
        String type,
        SortedMap<String, String> tags,
        SortedMap<String, Integer> roles,
        Barrier start,
        List<Phase> phases,
        Barrier end,
        List<ChannelPlan> channels,
        long deadlineMs,
        long keptMs) {

    public Plan {
        tags = new TreeMap<>(tags);
        roles = new TreeMap<>(roles);
        phases = List.copyOf(phases);
        channels = List.copyOf(channels);
    }

    /** How many participants there shall be. */
    public int size() {
        return roles.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The place of a phase; negative when there is none. */
    public int phase(String name) {
        for (int i = 0; i < phases.size(); i++) {
            if (phases.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The phases that no other is after: who has arrived at these is done. */
    public List<Integer> lastPhases() {
        List<Integer> last = new ArrayList<>();
        for (int i = 0; i < phases.size(); i++) {
            int place = i;
            if (phases.stream().noneMatch(phase -> phase.after().contains(place))) {
                last.add(i);
            }
        }
        return last;
    }

    /** How many participants a role has; of nobody's role, how many there are. */
    public int places(String role) {
        return role.isEmpty() ? size() : roles.getOrDefault(role, 0);
    }
}
