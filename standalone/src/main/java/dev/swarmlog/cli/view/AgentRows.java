package dev.swarmlog.cli.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
        Table table = Table.of("AGENT", "STATE", ">HEALTH", ">LOAD", "CAPABILITIES", "PLACE", ">SEEN");
        for (AgentStatus status : agents) {
            table.row(
                    status.getCard().getAgentId(),
                    status.getState(),
                    health(status),
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

    public static ObjectNode json(AgentStatus status) {
        AgentCard card = status.getCard();
        ObjectNode json = Json.object()
                .put("id", card.getAgentId())
                .put("state", status.getState().name())
                .put("health", status.getHealthScore())
                .put("liveness", status.getLiveness().name())
                .put("inFlight", status.getInFlight())
                .put("queued", status.getQueued())
                .put("concurrency", card.getConcurrency())
                .put("weight", card.getWeight())
                .put("serviceType", card.getServiceType())
                .put("region", card.getLocation().getRegion())
                .put("zone", card.getLocation().getZone())
                .put("inboxPartition", card.getInboxPartition())
                .put("heartbeatIntervalMs", card.getHeartbeatIntervalMs())
                .put("epoch", card.getEpoch())
                .put("sinceMs", status.getSinceMs())
                .put("lastSeenMs", status.getLastSeenMs());
        card.getCapabilities()
                .forEach(capability ->
                        json.withObject("/capabilities").put(capability.getName(), capability.getVersion()));
        card.getTags().forEach(json.withArray("tags")::add);
        return json;
    }

    public static List<String> details(AgentStatus status, long nowMs) {
        AgentCard card = status.getCard();
        String state = status.getState() + " since " + Instant.ofEpochMilli(status.getSinceMs());
        return List.of(
                "agent         " + card.getAgentId(),
                "state         " + state,
                "health        " + health(status) + ", proven by " + lower(status.getLiveness()),
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
