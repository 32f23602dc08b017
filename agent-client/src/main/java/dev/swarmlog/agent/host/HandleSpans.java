package dev.swarmlog.agent.host;

import dev.swarmlog.schemas.wire.TraceHeaders;
import dev.swarmlog.v1.Delivery;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The span {@code handle}, child of the router's {@code deliver}; outcomes carry it on. Without telemetry the trace
 * passes through as bytes.
 */
final class HandleSpans {
    private final @Nullable Tracer tracer;

    HandleSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.equals(OpenTelemetry.noop()) ? null : telemetry.getTracer("dev.swarmlog.agent");
    }

    /** Begins the span of a run; null where nobody records. */
    @Nullable
    Context begin(Run run) {
        if (tracer == null) {
            return null;
        }
        Delivery delivery = run.delivery();
        Context parent = TraceHeaders.extract(run.headers);
        Span span = tracer.spanBuilder("handle")
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("agent.id", delivery.getAgentId())
                .setAttribute("message.id", delivery.getMessageId())
                .setAttribute("message.type", delivery.getType())
                .setAttribute("execution.attempt", delivery.getAttempt())
                .startSpan();
        return parent.with(span);
    }

    void end(@Nullable Context handling, Verdict verdict) {
        if (handling == null) {
            return;
        }
        Span span = Span.fromContext(handling);
        if (!verdict.isCompleted()) {
            span.setStatus(StatusCode.ERROR, verdict.error());
            span.setAttribute("error.type", verdict.errorClass().name());
        }
        span.end();
    }

    /** The headers of an outcome; null when there is no trace. */
    static @Nullable Headers onward(Run run, @Nullable Context handling) {
        if (handling != null) {
            Headers headers = new RecordHeaders();
            TraceHeaders.inject(handling, headers);
            return headers;
        }
        return onward(run.headers);
    }

    /** The trace of a delivery as it came. */
    static @Nullable Headers onward(Headers ofDelivery) {
        Header parent = ofDelivery.lastHeader("traceparent");
        if (parent == null) {
            return null;
        }
        Headers headers = new RecordHeaders().add(parent);
        Header state = ofDelivery.lastHeader("tracestate");
        return state == null ? headers : headers.add(state);
    }
}
