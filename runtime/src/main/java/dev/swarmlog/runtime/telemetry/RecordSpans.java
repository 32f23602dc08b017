package dev.swarmlog.runtime.telemetry;

import dev.swarmlog.schemas.wire.TraceHeaders;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
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

    /** In {@code 00-<trace>-<span>-<flags>}. */
    private static final int SPAN_AT = 36;

    private static final int FLAGS_AT = 52;

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
        return begin(tracer, name, TraceHeaders.extract(kept(traceparent)));
    }

    private static Headers kept(String traceparent) {
        Headers kept = new RecordHeaders();
        RecordSpan.put(kept, traceparent);
        return kept;
    }

    /**
     * The {@code traceparent} for what belongs to a piece of work that will be told of when it is over: whoever writes for
     * it already hangs below its span, which need not be kept meanwhile. Where tracing is off it is the trace itself.
     *
     * @param work a name that no other work of the trace has
     */
    public String below(String traceparent, String work) {
        if (tracer == null || traceparent.length() < FLAGS_AT) {
            return traceparent;
        }
        return traceparent.substring(0, SPAN_AT) + SpanIds.of(work) + traceparent.substring(FLAGS_AT);
    }

    /** Tells of work that is over with its span's closing, and that {@link #below} was asked about. */
    public RecordSpan over(String name, String traceparent, String work, long sinceMs) {
        if (tracer == null) {
            return RecordSpan.OFF;
        }
        SpanBuilder span = tracer.spanBuilder(name)
                .setParent(TraceHeaders.extract(kept(traceparent)))
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(sinceMs, TimeUnit.MILLISECONDS);
        return RecordSpan.of(SpanIds.begin(span, SpanIds.of(work)));
    }

    /** Whether anybody looks; who does not can save what it costs to say something. */
    public boolean areOn() {
        return tracer != null;
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
