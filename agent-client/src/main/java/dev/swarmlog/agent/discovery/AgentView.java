package dev.swarmlog.agent.discovery;

import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An agent as programs are shown it, over HTTP and by the command line: plain values for any JSON library. */
public final class AgentView {
    private static final int PERCENT = 100;

    private AgentView() {}

    public static Map<String, Object> of(AgentStatus status) {
        AgentCard card = status.getCard();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("agentId", card.getAgentId());
        shown.put("state", status.getState().name());
        shown.put("healthScore", status.getHealthScore());
        shown.put("healthPercent", Math.round(PERCENT * status.getHealthScore()));
        shown.put("why", why(status));
        shown.put("liveness", status.getLiveness().name());
        shown.put("provenAtMs", status.getProvenAtMs());
        shown.put("inFlight", status.getInFlight());
        shown.put("queued", status.getQueued());
        shown.put("sinceMs", status.getSinceMs());
        shown.put("lastSeenMs", status.getLastSeenMs());
        shown.put("version", status.getVersion());
        shown.put("epoch", card.getEpoch());
        shown.put("serviceType", card.getServiceType());
        shown.put(
                "capabilities",
                card.getCapabilities().stream()
                        .map(one -> pair("name", one.getName(), "version", one.getVersion()))
                        .toList());
        shown.put("tags", card.getTags());
        shown.put("region", card.getLocation().getRegion());
        shown.put("zone", card.getLocation().getZone());
        shown.put("concurrency", card.getConcurrency());
        shown.put("weight", card.getWeight());
        shown.put("heartbeatIntervalMs", card.getHeartbeatIntervalMs());
        shown.put("inboxPartition", card.getInboxPartition());
        return shown;
    }

    private static List<Map<String, Object>> why(AgentStatus status) {
        return status.getWhy().stream()
                .map(cost -> pair("factor", cost.getFactor().name(), "cost", cost.getCost()))
                .toList();
    }

    private static Map<String, Object> pair(String one, Object its, String other, Object itsToo) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put(one, its);
        pair.put(other, itsToo);
        return pair;
    }
}
