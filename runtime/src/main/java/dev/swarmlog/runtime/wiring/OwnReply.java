package dev.swarmlog.runtime.wiring;

import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Replies of a service itself: no agent worked for them. */
public final class OwnReply {
    public static final String JSON = "application/json";

    private OwnReply() {}

    /**
     * A reply to what was asked under this key.
     *
     * @param error why it is not done, for people; empty where it is
     * @param json empty where there is nothing to say
     */
    public static Reply of(String key, ReplyStatus status, String error, String json, long sentAtMs, long nowMs) {
        return new Reply(
                key,
                status,
                status == ReplyStatus.COMPLETED ? ErrorClass.NONE : ErrorClass.NON_RETRYABLE,
                error,
                0L,
                "",
                1,
                new Usage(0L, 0L, 0L),
                sentAtMs,
                nowMs,
                JSON,
                ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)),
                List.of(),
                false);
    }
}
