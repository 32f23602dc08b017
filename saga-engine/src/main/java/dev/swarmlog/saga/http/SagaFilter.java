package dev.swarmlog.saga.http;

import dev.swarmlog.v1.SagaState;
import dev.swarmlog.v1.SagaStatus;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which sagas somebody wants to see. */
record SagaFilter(
        String name, Set<SagaState> states, Map<String, String> tags, long startedFromMs, long startedBeforeMs) {
    private static final Set<String> KNOWN =
            Set.of("name", "state", "tag", "startedFromMs", "startedBeforeMs", "limit", "cursor");

    /** Throws an {@link IllegalArgumentException} that names the parameter. */
    static SagaFilter of(Map<String, List<String>> query) {
        for (String parameter : query.keySet()) {
            if (!KNOWN.contains(parameter)) {
                throw new IllegalArgumentException(parameter + ": is no parameter; there are " + KNOWN);
            }
        }
        Set<SagaState> states = EnumSet.noneOf(SagaState.class);
        for (String state : query.getOrDefault("state", List.of())) {
            states.add(SagaState.valueOf(state.toUpperCase(Locale.ROOT)));
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (String tag : query.getOrDefault("tag", List.of())) {
            int at = tag.indexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException("tag: name=value is expected, not '" + tag + "'");
            }
            tags.put(tag.substring(0, at), tag.substring(at + 1));
        }
        return new SagaFilter(
                first(query, "name", ""),
                states,
                tags,
                Long.parseLong(first(query, "startedFromMs", "0")),
                Long.parseLong(first(query, "startedBeforeMs", String.valueOf(Long.MAX_VALUE))));
    }

    static String first(Map<String, List<String>> query, String parameter, String otherwise) {
        List<String> values = query.getOrDefault(parameter, List.of());
        return values.isEmpty() ? otherwise : values.get(0);
    }

    boolean wants(SagaStatus saga) {
        return (name.isEmpty() || saga.getName().equals(name))
                && (states.isEmpty() || states.contains(saga.getState()))
                && saga.getTags().entrySet().containsAll(tags.entrySet())
                && saga.getStartedAtMs() >= startedFromMs
                && saga.getStartedAtMs() < startedBeforeMs;
    }
}
