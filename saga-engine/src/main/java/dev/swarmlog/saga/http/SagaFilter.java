package dev.swarmlog.saga.http;

import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.schemas.Limits;
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

/** Which sagas somebody wants to see, and how many at once. */
record SagaFilter(
        String name,
        Set<SagaState> states,
        Map<String, String> tags,
        long startedFromMs,
        long startedBeforeMs,
        int limit,
        String cursor) {
    static final int LIMIT_MAX = 1_000;

    private static final int TAGS_MAX = 64;

    /** The route, asked for sagas. */
    static Route on(Route route) {
        return route.query("name", Shape.text(Limits.ID_CHARS_MAX), "Of their definition")
                .query("state", Shape.list(Shape.oneOf(SagaState.class), SagaState.values().length), "One of these")
                .query("tag", Shape.list(Shape.text(2 * Limits.ID_CHARS_MAX), TAGS_MAX), "name=value; all of these")
                .query("startedFrom", Shape.text(Limits.ID_CHARS_MAX), "Milliseconds, or as 2026-11-01T00:00:00Z")
                .query("startedBefore", Shape.text(Limits.ID_CHARS_MAX), "The same")
                .query("limit", Shape.whole(1, LIMIT_MAX), "100", "How many")
                .query("cursor", Shape.text(Limits.ID_CHARS_MAX), "Behind which id: next of the page before");
    }

    /** Throws an {@link IllegalArgumentException} that names the parameter. */
    static SagaFilter of(Call call) {
        return new SagaFilter(
                call.text("name"),
                states(call.texts("state")),
                tags(call.texts("tag")),
                timeMs("startedFrom", call.text("startedFrom"), 0),
                timeMs("startedBefore", call.text("startedBefore"), Long.MAX_VALUE),
                Math.toIntExact(call.whole("limit")),
                call.text("cursor"));
    }

    private static Set<SagaState> states(List<String> words) {
        Set<SagaState> states = EnumSet.noneOf(SagaState.class);
        words.forEach(word -> states.add(SagaState.valueOf(word.toUpperCase(Locale.ROOT))));
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

    private static long timeMs(String parameter, String word, long otherwise) {
        try {
            return word.isEmpty()
                    ? otherwise
                    : Character.isDigit(word.charAt(word.length() - 1))
                            ? Long.parseLong(word)
                            : Instant.parse(word).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    parameter + ": milliseconds or a time like 2026-11-01T00:00:00Z are expected, not '" + word + "'",
                    e);
        }
    }

    boolean wants(SagaStatus saga) {
        return (name.isEmpty() || saga.getName().equals(name))
                && (states.isEmpty() || states.contains(saga.getState()))
                && saga.getTags().entrySet().containsAll(tags.entrySet())
                && saga.getStartedAtMs() >= startedFromMs
                && saga.getStartedAtMs() < startedBeforeMs;
    }
}
