package dev.swarmlog.runtime.telemetry;

import dev.swarmlog.schemas.wire.TraceHeaders;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The work on one record, current on its thread until it is closed. */
public final class RecordSpan implements AutoCloseable {
    /** Nobody looks. */
    public static final RecordSpan OFF = new RecordSpan(Span.getInvalid(), Scope.noop());

    private final Span span;
    private final Scope scope;

    private RecordSpan(Span span, Scope scope) {
        this.span = span;
        this.scope = scope;
    }

    @SuppressWarnings("MustBeClosedChecker") // our own close closes it
    static RecordSpan of(Span span) {
        return new RecordSpan(span, span.makeCurrent());
    }

    public RecordSpan with(String attribute, String value) {
        span.setAttribute(attribute, value);
        return this;
    }

    public RecordSpan with(String attribute, long value) {
        span.setAttribute(attribute, value);
        return this;
    }

    public RecordSpan failed(String why) {
        span.setStatus(StatusCode.ERROR, why);
        return this;
    }

    /** Makes the written record a child of this work; where tracing is off, of whatever the incoming one was a child of. */
    @SuppressWarnings("ReferenceEquality") // the very same headers need no copy
    public void carry(Headers incoming, Headers outgoing) {
        if (this != OFF) {
            inject(outgoing);
        } else if (incoming != outgoing) {
            copy(RecordSpans.TRACEPARENT, incoming, outgoing);
            copy(RecordSpans.TRACESTATE, incoming, outgoing);
        }
    }

    /** The same for work whose trace was kept as text; empty is none. */
    public void carry(String traceparent, Headers outgoing) {
        if (this != OFF) {
            inject(outgoing);
        } else {
            put(outgoing, traceparent);
        }
    }

    /** The {@code traceparent} of what this work leads to, to be kept with its state; empty when there is none. */
    public String traceparent(Headers incoming) {
        if (this == OFF) {
            return RecordSpans.traceparentOf(incoming);
        }
        Headers own = new RecordHeaders();
        inject(own);
        return RecordSpans.traceparentOf(own);
    }

    @Override
    public void close() {
        scope.close();
        span.end();
    }

    private void inject(Headers outgoing) {
        TraceHeaders.inject(Context.root().with(span), outgoing);
    }

    static void put(Headers headers, String traceparent) {
        if (!traceparent.isEmpty()) {
            headers.remove(RecordSpans.TRACEPARENT)
                    .add(RecordSpans.TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void copy(String name, Headers from, Headers to) {
        Header header = from.lastHeader(name);
        if (header != null) {
            to.remove(name).add(header);
        }
    }
}
