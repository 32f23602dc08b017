package dev.swarmlog.saga.records;

import dev.swarmlog.agent.core.MessageIds;
import dev.swarmlog.saga.core.fact.Place;
import org.jspecify.annotations.Nullable;

/**
 * The message id of one attempt. Made of what the saga knows, so that the same attempt is the same message after a
 * crash, and its reply says what it answers.
 *
 * @param startedMs tells a saga from an earlier one of the same id that was forgotten
 */
public record AttemptId(String sagaId, long startedMs, Place place, boolean undo, int attempt) {
    /** So long an id of a saga may be, for this one to stay below the wire's limit. */
    public static final int SAGA_ID_CHARS_MAX = 180;

    private static final char UNDO = 'u';
    private static final char FORWARD = 'f';

    /** The id of the sub-saga that is the work of this attempt. */
    public String child() {
        return MessageIds.derived("saga-engine", toString());
    }

    @Override
    public String toString() {
        String item = place.item() < 0 ? "" : "." + place.item();
        return sagaId + "/" + Long.toString(startedMs, Character.MAX_RADIX) + "/" + place.step() + item + "/"
                + (undo ? UNDO : FORWARD) + attempt;
    }

    /** Null where it is not one. */
    public static @Nullable AttemptId parse(String text) {
        int third = text.lastIndexOf('/');
        int second = text.lastIndexOf('/', third - 1);
        int first = text.lastIndexOf('/', second - 1);
        if (first < 1 || third + 2 >= text.length()) {
            return null;
        }
        char way = text.charAt(third + 1);
        if (way != UNDO && way != FORWARD) {
            return null;
        }
        try {
            int dot = text.indexOf('.', second);
            boolean ofItem = dot > 0 && dot < third;
            return new AttemptId(
                    text.substring(0, first),
                    Long.parseLong(text, first + 1, second, Character.MAX_RADIX),
                    new Place(
                            Integer.parseInt(text, second + 1, ofItem ? dot : third, 10),
                            ofItem ? Integer.parseInt(text, dot + 1, third, 10) : -1),
                    way == UNDO,
                    Integer.parseInt(text, third + 2, text.length(), 10));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
