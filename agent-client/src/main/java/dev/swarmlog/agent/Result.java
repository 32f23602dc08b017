package dev.swarmlog.agent;

import dev.swarmlog.v1.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What came of the work. The bytes must not change any more once they are handed over. */
public record Result(String contentType, ByteBuffer bytes, Usage usage) {
    private static final Usage NO_USAGE = new Usage(0L, 0L, 0L);
    private static final Result NOTHING = new Result("application/octet-stream", ByteBuffer.allocate(0), NO_USAGE);

    /** Done, and nothing to tell. */
    public static Result nothing() {
        return NOTHING;
    }

    /** JSON that somebody else wrote and checked. */
    public static Result json(String json) {
        return of("application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public static Result text(String text) {
        return of("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Result of(String contentType, byte[] bytes) {
        return of(contentType, ByteBuffer.wrap(bytes));
    }

    public static Result of(String contentType, ByteBuffer bytes) {
        return new Result(contentType, bytes, NO_USAGE);
    }

    /** The same result with what it took, cost in millionths of the installation's currency. */
    public Result using(long tokensIn, long tokensOut, long costMicros) {
        return new Result(contentType, bytes, new Usage(tokensIn, tokensOut, costMicros));
    }
}
