package dev.swarmlog.registry.http;

import dev.swarmlog.agent.discovery.AgentCursor;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.runtime.http.shape.Text;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.Liveness;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which agents a request asks for.
 *
 * @param after where the page begins
 */
public record AgentRequest(AgentQuery query, AgentCursor after) {
    private static final int LIMIT_MAX = 10_000;
    private static final int CURSOR_CHARS_MAX = 8_192;
    private static final Text STATES = Shape.oneOf(Stream.concat(
                    Stream.of("WORKING", "ANY"),
                    Arrays.stream(AgentState.values()).map(Enum::name).filter(name -> !name.equals("UNKNOWN")))
            .toArray(String[]::new));

    /** The route, asked for agents by what they are like. */
    public static Route filtered(Route route, String statesUnlessSaid) {
        return route.query("capability", Shape.text(Limits.ID_CHARS_MAX), "What they can do")
                .query("version", Shape.text(Limits.VERSION_RANGE_CHARS_MAX), "In these versions, as ^1.2")
                .query("serviceType", Shape.text(Limits.ID_CHARS_MAX), "")
                .query("region", Shape.text(Limits.ID_CHARS_MAX), "")
                .query("zone", Shape.text(Limits.ID_CHARS_MAX), "")
                .query("tag", Shape.list(Shape.text(), Limits.TAGS_MAX), "All of which they have")
                .query("minHealth", Shape.decimal(0, 1), "0", "Of the health score")
                .query("minLiveness", Shape.oneOf(Liveness.class), "What is proven of them, at least")
                .query("state", Shape.list(STATES, STATES.words().size()), statesUnlessSaid);
    }

    /** The route, asked for a page of agents. */
    public static Route paged(Route route, String statesUnlessSaid) {
        return filtered(route, statesUnlessSaid)
                .query("near", Shape.text(2 * Limits.ID_CHARS_MAX), "Those of this region, or region/zone, first")
                .query("limit", Shape.whole(1, LIMIT_MAX), "100", "How many")
                .query("cursor", Shape.text(CURSOR_CHARS_MAX), "Behind which one: next of the page before");
    }

    /**
     * Reads the parameters of a route that is {@link #paged}. Throws IllegalArgumentException, with what was expected,
     * when one makes no sense.
     *
     * @param statesUnlessSaid what holds without {@code state}
     */
    public static AgentRequest page(Call call, Set<AgentState> statesUnlessSaid) {
        String[] near = call.text("near").split("/", 2);
        AgentQuery query = query(call, statesUnlessSaid)
                .limitedTo(Math.toIntExact(call.whole("limit")))
                .nearestTo(near[0], near.length > 1 ? near[1] : "");
        return new AgentRequest(query, AgentCursor.of(call.text("cursor")));
    }

    /** The same of one that is {@link #filtered}. */
    public static AgentQuery query(Call call, Set<AgentState> statesUnlessSaid) {
        String minLiveness = call.text("minLiveness").toUpperCase(Locale.ROOT);
        AgentQuery query = AgentQuery.anyone()
                .withCapability(call.text("capability"))
                .inVersions(call.text("version"))
                .ofServiceType(call.text("serviceType"))
                .at(call.text("region"), call.text("zone"))
                .tagged(call.texts("tag"))
                .withHealthOf(Double.parseDouble(call.text("minHealth")))
                .atLeast(minLiveness.isEmpty() ? Liveness.UNKNOWN : Liveness.valueOf(minLiveness))
                .inStates(states(call.texts("state"), statesUnlessSaid));
        if (query.capability().isEmpty() && call.has("version")) {
            throw new IllegalArgumentException("version: of which capability? Say that too");
        }
        return query;
    }

    private static Set<AgentState> states(List<String> wanted, Set<AgentState> unlessSaid) {
        Set<AgentState> states = EnumSet.noneOf(AgentState.class);
        for (String word : wanted) {
            switch (word.toUpperCase(Locale.ROOT)) {
                case "WORKING" -> states.addAll(AgentQuery.WORKING);
                case "ANY" -> states.addAll(AgentQuery.ANY_STATE);
                default -> states.add(AgentState.valueOf(word.toUpperCase(Locale.ROOT)));
            }
        }
        return states.isEmpty() ? unlessSaid : states;
    }
}
