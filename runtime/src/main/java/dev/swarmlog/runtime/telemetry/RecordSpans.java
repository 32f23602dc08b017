package dev.swarmlog.runtime.telemetry;

import dev.swarmlog.schemas.wire.TraceHeaders;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Spans around the processing of single records. Where tracing is off it opens {@link RecordSpan#OFF} and allocates
 * nothing, yet whoever writes with {@link RecordSpan#carry} still passes on the trace that came in.
 */
public final class RecordSpans {
    static final String TRACEPARENT = "traceparent";
    static final String TRACESTATE = "tracestate";

    private final @Nullable Tracer tracer;

    RecordSpans(@Nullable Tracer tracer) {
        this.tracer = tracer;
    }

    /** Begins the work on a record as a child of the span that wrote it. */
    public RecordSpan open(String name, Headers incoming) {
        return tracer == null ? RecordSpan.OFF : begin(tracer, name, TraceHeaders.extract(incoming));
    }

    /** Goes on with work whose trace was kept with {@link #traceparentOf}; empty begins a new trace. */
    public RecordSpan resume(String name, String traceparent) {
        if (tracer == null) {
            return RecordSpan.OFF;
        }
        Headers kept = new RecordHeaders();
        RecordSpan.put(kept, traceparent);
        return begin(tracer, name, TraceHeaders.extract(kept));
    }

    /** The W3C {@code traceparent} that a record came with, to be kept with its state; empty when it has none. */
    public static String traceparentOf(Headers headers) {
        Header header = headers.lastHeader(TRACEPARENT);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static RecordSpan begin(Tracer tracer, String name, Context parent) {
        return RecordSpan.of(tracer.spanBuilder(name)
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .startSpan());
    }
}
