package dev.swarmlog.coordinator.configs;

import dev.swarmlog.v1.AgentConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a document makes of what is declared.
 *
 * @param removed agents that the document declared before and does not now
 * @param taken agents that another document declares, with its name; then nothing should be applied
 */
public record ConfigChanges(
        List<AgentConfig> added, List<AgentConfig> changed, int unchanged, List<String> removed, List<String> taken) {
    /** Of those that are somebody else's so many are named. */
    private static final int TAKEN_MAX = 20;

    public static ConfigChanges between(Map<String, AgentConfig> now, AgentsDocument document) {
        List<AgentConfig> added = new ArrayList<>();
        List<AgentConfig> changed = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        TreeSet<String> removed = new TreeSet<>(idsOf(now, document.name()));
        int unchanged = 0;
        for (AgentConfig wanted : document.agents()) {
            AgentConfig before = now.get(wanted.getAgentId());
            removed.remove(wanted.getAgentId());
            if (before == null) {
                added.add(wanted);
            } else if (!before.getDocument().equals(document.name())) {
                taken.add(wanted.getAgentId() + " (" + before.getDocument() + ")");
            } else if (before.equals(wanted)) {
                unchanged++;
            } else {
                changed.add(wanted);
            }
        }
        return new ConfigChanges(added, changed, unchanged, List.copyOf(removed), taken);
    }

    /** The agents that a document declares. */
    public static List<String> idsOf(Map<String, AgentConfig> now, String document) {
        return now.values().stream()
                .filter(config -> config.getDocument().equals(document))
                .map(AgentConfig::getAgentId)
                .toList();
    }

    /** What must be written. */
    public List<AgentConfig> written() {
        List<AgentConfig> written = new ArrayList<>(added);
        written.addAll(changed);
        return written;
    }

    /** Why nothing can be applied; empty when it can. */
    public String conflict() {
        if (taken.isEmpty()) {
            return "";
        }
        List<String> named = taken.subList(0, Math.min(TAKEN_MAX, taken.size()));
        int more = taken.size() - named.size();
        return "other documents declare " + String.join(", ", named) + (more == 0 ? "" : " and " + more + " more");
    }
}
