package dev.swarmlog.runtime.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Ids of spans: random, but for one that others were told of before it began, which follows from the name of its work. */
final class SpanIds implements IdGenerator {
    private static final IdGenerator RANDOM = IdGenerator.random();
    private static final ThreadLocal<@Nullable String> NEXT = new ThreadLocal<>();

    @Override
    public String generateSpanId() {
        String next = NEXT.get();
        return next == null ? RANDOM.generateSpanId() : next;
    }

    @Override
    public String generateTraceId() {
        return RANDOM.generateTraceId();
    }

    /** Begins a span that has this id. */
    static Span begin(SpanBuilder span, String id) {
        NEXT.set(id);
        try {
            return span.startSpan();
        } finally {
            NEXT.remove();
        }
    }

    /** The same for the same name, wherever it is asked. */
    static String of(String work) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(work.getBytes(StandardCharsets.UTF_8));
            return SpanId.fromLong(ByteBuffer.wrap(hash).getLong() | 1); // nothing but zeros is no id
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
