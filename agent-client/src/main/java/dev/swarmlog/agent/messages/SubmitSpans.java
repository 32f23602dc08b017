package dev.swarmlog.agent.messages;

import dev.swarmlog.schemas.wire.EventHeaders;
import dev.swarmlog.schemas.wire.TraceHeaders;
import dev.swarmlog.v1.Message;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.header.Headers;

/** The span {@code submit}: from the call to the cluster's acknowledgement; the root of what comes of the message. */
final class SubmitSpans {
    private final Tracer tracer;

    SubmitSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.swarmlog.agent");
    }

    /** Begins the span, puts it and the event's attributes into the headers; the callback that is returned ends it. */
    Callback submitting(Message message, Headers headers, Callback then) {
        EventHeaders.add(
                headers, message.getMessageId(), message.getType(), message.getSource(), message.getSubmittedAtMs());
        Span span = tracer.spanBuilder("submit")
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("message.id", message.getMessageId())
                .setAttribute("message.type", message.getType())
                .startSpan();
        TraceHeaders.inject(Context.current().with(span), headers);
        return (metadata, failure) -> {
            if (failure != null) {
                span.setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()));
            }
            span.end();
            then.onCompletion(metadata, failure);
        };
    }
}
