package dev.swarmlog.saga.http;

import dev.swarmlog.v1.SagaState;
import dev.swarmlog.v1.SagaStatus;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which sagas somebody wants to see, and how many at once. */
record SagaFilter(
        String name,
        Set<SagaState> states,
        Map<String, String> tags,
        long startedFromMs,
        long startedBeforeMs,
        int limit,
        String cursor) {
    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1_000;
    private static final Set<String> REPEATABLE = Set.of("state", "tag");
    private static final Set<String> KNOWN =
            new TreeSet<>(Set.of("name", "state", "tag", "startedFrom", "startedBefore", "limit", "cursor"));

    /** Throws an {@link IllegalArgumentException} that names the parameter. */
    static SagaFilter of(Map<String, List<String>> query) {
        query.forEach((parameter, values) -> {
            if (!KNOWN.contains(parameter)) {
                throw new IllegalArgumentException("there is no parameter " + parameter + "; there are " + KNOWN);
            }
            if (values.size() > 1 && !REPEATABLE.contains(parameter)) {
                throw new IllegalArgumentException(parameter + ": once is enough, not " + values.size() + " times");
            }
        });
        return new SagaFilter(
                first(query, "name", ""),
                states(query.getOrDefault("state", List.of())),
                tags(query.getOrDefault("tag", List.of())),
                timeMs("startedFrom", first(query, "startedFrom", "0")),
                timeMs("startedBefore", first(query, "startedBefore", String.valueOf(Long.MAX_VALUE))),
                limit(first(query, "limit", String.valueOf(LIMIT_DEFAULT))),
                first(query, "cursor", ""));
    }

    private static Set<SagaState> states(List<String> words) {
        Set<SagaState> states = EnumSet.noneOf(SagaState.class);
        for (String word : words) {
            try {
                states.add(SagaState.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "state: one of " + List.of(SagaState.values()) + " is expected, not '" + word + "'", e);
            }
        }
        return states;
    }

    private static Map<String, String> tags(List<String> words) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String tag : words) {
            int at = tag.indexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException("tag: name=value is expected, not '" + tag + "'");
            }
            tags.put(tag.substring(0, at), tag.substring(at + 1));
        }
        return tags;
    }

    private static int limit(String word) {
        try {
            int limit = Integer.parseInt(word);
            if (limit >= 1 && limit <= LIMIT_MAX) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException("limit: 1 to " + LIMIT_MAX + " is expected, not '" + word + "'");
    }

    private static long timeMs(String parameter, String word) {
        try {
            return word.isEmpty() || !Character.isDigit(word.charAt(word.length() - 1))
                    ? Instant.parse(word).toEpochMilli()
                    : Long.parseLong(word);
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    parameter + ": milliseconds or a time like 2026-11-01T00:00:00Z are expected, not '" + word + "'",
                    e);
        }
    }

    private static String first(Map<String, List<String>> query, String parameter, String otherwise) {
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
