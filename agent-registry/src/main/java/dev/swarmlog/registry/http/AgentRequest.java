package dev.swarmlog.registry.http;

import dev.swarmlog.agent.discovery.AgentCursor;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.Liveness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Which agents a request asks for.
 *
 * @param after where the page begins
 */
public record AgentRequest(AgentQuery query, AgentCursor after) {
    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 10_000;
    private static final String CAPABILITY = "capability";
    private static final String VERSION = "version";
    private static final String TAG = "tag";
    private static final String STATE = "state";

    /** Which agents are meant, whatever is then done with them. */
    public static final Set<String> FILTERS =
            Set.of(CAPABILITY, VERSION, "serviceType", "region", "zone", TAG, "minHealth", "minLiveness", STATE);

    /** The filters, in which order, and how many. */
    public static final Set<String> PAGED = together(FILTERS, Set.of("near", "limit", "cursor"));

    private static final Set<String> REPEATABLE = Set.of(TAG, STATE);

    /**
     * Reads the parameters. Throws IllegalArgumentException, with what was expected, when one is unknown or makes no
     * sense.
     *
     * @param allowed the parameters that there are
     * @param statesUnlessSaid what holds without {@code state}
     */
    public static AgentRequest of(
            Map<String, List<String>> parameters, Set<String> allowed, Set<AgentState> statesUnlessSaid) {
        check(parameters, allowed);
        Words words = new Words(parameters);
        AgentQuery query = AgentQuery.anyone()
                .withCapability(words.text(CAPABILITY))
                .inVersions(words.text(VERSION))
                .ofServiceType(words.text("serviceType"))
                .at(words.text("region"), words.text("zone"))
                .tagged(words.all(TAG))
                .withHealthOf(words.number("minHealth", 0.0, Double::parseDouble))
                .atLeast(liveness(words.text("minLiveness")))
                .inStates(states(words.all(STATE), statesUnlessSaid))
                .limitedTo(limit(words));
        if (query.capability().isEmpty() && !words.text(VERSION).isEmpty()) {
            throw new IllegalArgumentException("version: of which capability? Say that too");
        }
        String[] near = words.text("near").split("/", 2);
        return new AgentRequest(
                query.nearestTo(near[0], near.length > 1 ? near[1] : ""), AgentCursor.of(words.cursor()));
    }

    /** The values of the parameters, within their bounds. */
    private record Words(Map<String, List<String>> parameters) {
        List<String> all(String name) {
            List<String> values = parameters.getOrDefault(name, List.of());
            for (String value : values) {
                if (value.length() > Limits.ID_CHARS_MAX) {
                    throw new IllegalArgumentException(
                            name + ": at most " + Limits.ID_CHARS_MAX + " characters, not " + value.length());
                }
            }
            return values;
        }

        String text(String name) {
            List<String> values = all(name);
            return values.isEmpty() ? "" : values.get(0);
        }

        /** Longer than a word; it knows its own bounds. */
        String cursor() {
            List<String> values = parameters.getOrDefault("cursor", List.of());
            return values.isEmpty() ? "" : values.get(0);
        }

        <N extends Number> N number(String name, N fallback, Function<String, N> parse) {
            String value = text(name);
            try {
                return value.isEmpty() ? fallback : parse.apply(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + ": a number is expected, not '" + value + "'", e);
            }
        }
    }

    private static void check(Map<String, List<String>> parameters, Set<String> allowed) {
        Set<String> unknown = new TreeSet<>(parameters.keySet());
        unknown.removeAll(allowed);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no parameter " + unknown + "; there are " + new TreeSet<>(allowed));
        }
        parameters.forEach((name, values) -> {
            if (values.size() > 1 && !REPEATABLE.contains(name)) {
                throw new IllegalArgumentException(name + ": once is enough, not " + values.size() + " times");
            }
        });
    }

    private static int limit(Words words) {
        int limit = words.number("limit", LIMIT_DEFAULT, Integer::parseInt);
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit: 1 to " + LIMIT_MAX + " is expected, not " + limit);
        }
        return limit;
    }

    private static Set<AgentState> states(List<String> wanted, Set<AgentState> unlessSaid) {
        Set<AgentState> states = EnumSet.noneOf(AgentState.class);
        for (String word : wanted) {
            switch (word.toLowerCase(Locale.ROOT)) {
                case "working" -> states.addAll(AgentQuery.WORKING);
                case "any" -> states.addAll(AgentQuery.ANY_STATE);
                default -> states.add(constant(STATE, AgentState.class, word, "working, any or one or more"));
            }
        }
        return states.isEmpty() ? unlessSaid : states;
    }

    private static Liveness liveness(String word) {
        return word.isEmpty() ? Liveness.UNKNOWN : constant("minLiveness", Liveness.class, word, "one");
    }

    private static <E extends Enum<E>> E constant(String name, Class<E> type, String word, String expected) {
        try {
            return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + ": " + expected + " of " + List.of(type.getEnumConstants()) + " is expected, not '" + word
                            + "'",
                    e);
        }
    }

    private static Set<String> together(Collection<String> some, Collection<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return Set.copyOf(all);
    }
}
