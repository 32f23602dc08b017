package dev.swarmlog.saga;

import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.SagaCommand;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long the texts of a command may be, so that a saga with all of them fits into a record. */
final class Bounds {
    private Bounds() {}

    /** What is too long or too many; null for nothing. */
    static @Nullable String flaw(SagaCommand command) {
        Map<String, String> tags = command.getTags();
        int chars = 0;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            chars += tag.getKey().length() + tag.getValue().length();
        }
        if (tags.size() > Limits.TAGS_MAX || chars > Limits.ATTRIBUTES_CHARS_MAX) {
            return "tags: at most " + Limits.TAGS_MAX + " of " + Limits.ATTRIBUTES_CHARS_MAX
                    + " characters together are expected, found " + tags.size() + " of " + chars;
        }
        String flaw = tooLong("name", command.getName(), Limits.ID_CHARS_MAX);
        flaw = flaw != null ? flaw : tooLong("version", command.getVersion(), Limits.VERSION_CHARS_MAX);
        flaw = flaw != null ? flaw : tooLong("target", command.getTarget(), Limits.ID_CHARS_MAX);
        flaw = flaw != null ? flaw : tooLong("by", command.getBy(), Limits.ID_CHARS_MAX);
        flaw = flaw != null ? flaw : tooLong("reason", command.getReason(), Limits.TEXT_CHARS_MAX);
        flaw = flaw != null ? flaw : tooLong("idempotencyKey", command.getIdempotencyKey(), Limits.ID_CHARS_MAX);
        flaw = flaw != null ? flaw : tooLong("replyTopic", command.getReplyTopic(), Limits.ID_CHARS_MAX);
        return flaw != null ? flaw : tooLong("correlationKey", command.getCorrelationKey(), Limits.ID_CHARS_MAX);
    }

    private static @Nullable String tooLong(String field, String text, int max) {
        return text.length() <= max
                ? null
                : field + ": at most " + max + " characters are expected, found " + text.length();
    }
}
