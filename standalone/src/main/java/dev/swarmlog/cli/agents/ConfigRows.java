package dev.swarmlog.cli.agents;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.cli.view.Table;
import dev.swarmlog.coordinator.configs.ConfigChanges;
import dev.swarmlog.coordinator.configs.ConfigJson;
import dev.swarmlog.v1.AgentConfig;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Declared agents as rows of a table and as JSON, with what the registry knows of them. */
public record ConfigRows(Collection<AgentConfig> configs, Map<String, AgentStatus> known) {
    private static final String ABSENT = "absent";

    public List<String> table() {
        Table table = Table.of("AGENT", "DOCUMENT", "HOSTS", "HANDLER", "CAPABILITIES", "MODEL", "BUDGET", "STATE");
        for (AgentConfig config : configs) {
            table.row(
                    config.getAgentId(),
                    config.getDocument(),
                    config.getHosts(),
                    config.getHandler(),
                    config.getCapabilities().stream()
                            .map(capability -> capability.getName() + "@" + capability.getVersion())
                            .collect(Collectors.joining(" ")),
                    config.getModel(),
                    config.getBudget(),
                    state(config));
        }
        return table.isEmpty() ? List.of("no agents are declared") : table.lines();
    }

    public List<ObjectNode> json() {
        return configs.stream()
                .map(config -> ((ObjectNode) ConfigJson.of(config)).put("state", state(config)))
                .toList();
    }

    /** One line under the table: how many there are, and how many are at work. */
    public String summary() {
        long running =
                configs.stream().filter(config -> !state(config).equals(ABSENT)).count();
        return configs.size() + " declared, " + running + " run";
    }

    private String state(AgentConfig config) {
        AgentStatus status = known.get(config.getAgentId());
        return status == null || status.getState() == AgentState.GONE
                ? ABSENT
                : status.getState().name().toLowerCase(Locale.ROOT);
    }

    /** What a document changed. */
    public static List<String> changes(ConfigChanges changes) {
        return List.of(
                "added      " + changes.added().size(),
                "changed    " + changes.changed().size(),
                "unchanged  " + changes.unchanged(),
                "removed    " + changes.removed().size());
    }

    public static ObjectNode json(String document, ConfigChanges changes) {
        return Json.object()
                .put("document", document)
                .put("added", changes.added().size())
                .put("changed", changes.changed().size())
                .put("unchanged", changes.unchanged())
                .put("removed", changes.removed().size());
    }
}
