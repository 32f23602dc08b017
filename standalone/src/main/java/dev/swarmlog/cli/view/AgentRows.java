package dev.swarmlog.cli.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.agent.discovery.AgentView;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Location;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Agents as rows of a table and as JSON. */
public record AgentRows(List<AgentStatus> agents, long nowMs) {
    public List<String> table() {
        if (agents.isEmpty()) {
            return List.of("no agents");
        }
        Table table = Table.of("AGENT", "STATE", ">HEALTH", "LIVENESS", ">LOAD", "CAPABILITIES", "PLACE", ">SEEN");
        for (AgentStatus status : agents) {
            table.row(
                    status.getCard().getAgentId(),
                    status.getState(),
                    health(status),
                    lower(status.getLiveness()),
                    load(status),
                    capabilities(status.getCard()),
                    place(status.getCard().getLocation()),
                    seen(status, nowMs));
        }
        return table.lines();
    }

    public List<ObjectNode> json() {
        return agents.stream().map(AgentRows::json).toList();
    }

    /** The same as the registry answers over HTTP. */
    public static ObjectNode json(AgentStatus status) {
        return Json.of(AgentView.of(status));
    }

    public static List<String> details(AgentStatus status, long nowMs) {
        AgentCard card = status.getCard();
        String state = status.getState() + " since " + Instant.ofEpochMilli(status.getSinceMs());
        return List.of(
                "agent         " + card.getAgentId(),
                "state         " + state,
                "health        " + health(status) + why(status),
                "liveness      " + lower(status.getLiveness()) + proven(status, nowMs),
                "seen          " + seen(status, nowMs) + " ago, beats every "
                        + Figures.age(card.getHeartbeatIntervalMs()),
                "load          " + status.getInFlight() + " in flight, " + status.getQueued() + " queued, "
                        + card.getConcurrency() + " at once",
                "capabilities  " + capabilities(card),
                "place         " + place(card.getLocation()),
                "service type  " + orDash(card.getServiceType()),
                "tags          " + orDash(String.join(", ", card.getTags())),
                "inbox         partition " + card.getInboxPartition() + ", epoch " + card.getEpoch());
    }

    private static String health(AgentStatus status) {
        return String.format(Locale.ROOT, "%.2f", status.getHealthScore());
    }

    /** What the score lacks, dearest first. */
    private static String why(AgentStatus status) {
        String costs = status.getWhy().stream()
                .map(cost -> String.format(
                        Locale.ROOT, "%s %.2f", lower(cost.getFactor()).replace('_', ' '), cost.getCost()))
                .collect(Collectors.joining(", "));
        return costs.isEmpty() ? "" : "; it lost " + costs;
    }

    private static String proven(AgentStatus status, long nowMs) {
        return status.getProvenAtMs() == 0
                ? ", never proven by an answer"
                : ", proven " + Figures.age(nowMs - status.getProvenAtMs()) + " ago";
    }

    private static String load(AgentStatus status) {
        String waiting = status.getQueued() == 0 ? "" : "+" + status.getQueued();
        return status.getInFlight() + waiting + "/" + status.getCard().getConcurrency();
    }

    private static String capabilities(AgentCard card) {
        return card.getCapabilities().stream()
                .map(capability -> capability.getName() + "@" + capability.getVersion())
                .collect(Collectors.joining(" "));
    }

    private static String place(Location location) {
        String zone = location.getZone().isEmpty() ? "" : "/" + location.getZone();
        return orDash(location.getRegion() + zone);
    }

    private static String seen(AgentStatus status, long nowMs) {
        return Figures.age(nowMs - status.getLastSeenMs());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
