package dev.swarmlog.registry;

import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** {@code GET /agents} finds, {@code GET /agents/{id}} shows. Any instance answers for all agents. */
final class RegistryRoutes {
    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 10_000;
    private static final Set<String> PARAMETERS = Set.of(
            "capability", "version", "serviceType", "region", "zone", "tag", "minHealth", "state", "near", "limit");

    private final Discovery discovery;

    RegistryRoutes(Discovery discovery) {
        this.discovery = discovery;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/agents", this::find);
        routes.get("/agents/{id}", this::show);
    }

    private void find(Context ctx) {
        Set<String> unknown = new TreeSet<>(ctx.queryParamMap().keySet());
        unknown.removeAll(PARAMETERS);
        if (!unknown.isEmpty()) {
            throw bad("there is no parameter " + unknown + "; there are " + new TreeSet<>(PARAMETERS));
        }
        List<AgentStatus> found = discovery.index().find(query(ctx));
        ctx.json(Map.of(
                "agents",
                found.stream().map(RegistryRoutes::json).toList(),
                "known",
                discovery.index().size()));
    }

    private void show(Context ctx) {
        String id = ctx.pathParam("id");
        AgentStatus status = discovery
                .index()
                .get(id)
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND.getCode(), "nobody knows an agent '" + id + "'"));
        ctx.json(json(status));
    }

    private static AgentQuery query(Context ctx) {
        try {
            AgentQuery query = AgentQuery.anyone()
                    .withCapability(text(ctx, "capability"))
                    .ofServiceType(text(ctx, "serviceType"))
                    .at(text(ctx, "region"), text(ctx, "zone"))
                    .tagged(ctx.queryParams("tag"))
                    .withHealthOf(number(ctx, "minHealth", 0.0, Double::parseDouble))
                    .inStates(states(text(ctx, "state")))
                    .limitedTo(Math.min(LIMIT_MAX, number(ctx, "limit", LIMIT_DEFAULT, Integer::parseInt)));
            query = text(ctx, "version").isEmpty() ? query : query.inVersions(text(ctx, "version"));
            String[] near = text(ctx, "near").split("/", 2);
            return query.nearestTo(near[0], near.length > 1 ? near[1] : "");
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    /** Those who can take work, unless somebody asks for any or for one state. */
    private static Set<AgentState> states(String wanted) {
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "", "working" -> AgentQuery.WORKING;
            case "any" -> AgentQuery.ANY_STATE;
            default -> {
                try {
                    yield EnumSet.of(AgentState.valueOf(wanted.toUpperCase(Locale.ROOT)));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "state: working, any or one of " + List.of(AgentState.values()) + ", not " + wanted, e);
                }
            }
        };
    }

    private static String text(Context ctx, String name) {
        String value = ctx.queryParam(name);
        return value == null ? "" : value;
    }

    private static <N extends Number> N number(Context ctx, String name, N fallback, Function<String, N> parse) {
        String value = text(ctx, name);
        try {
            return value.isEmpty() ? fallback : parse.apply(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": a number is expected, not '" + value + "'", e);
        }
    }

    private static Problem bad(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST.getCode(), detail);
    }

    private static Map<String, Object> json(AgentStatus status) {
        AgentCard card = status.getCard();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("agentId", card.getAgentId());
        shown.put("state", status.getState().name());
        shown.put("healthScore", status.getHealthScore());
        shown.put("liveness", status.getLiveness().name());
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
                        .map(one -> Map.of("name", one.getName(), "version", one.getVersion()))
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
}
