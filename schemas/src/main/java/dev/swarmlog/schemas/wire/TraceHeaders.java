package dev.swarmlog.schemas.wire;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** W3C trace context in the headers of records: {@code traceparent} and {@code tracestate}. */
public final class TraceHeaders {
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();

    private static final TextMapSetter<Headers> SETTER = (headers, name, value) -> {
        if (headers != null) {
            headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    };

    private static final TextMapGetter<Headers> GETTER = (headers, name) -> {
        Header header = headers == null ? null : headers.lastHeader(name);
        byte[] value = header == null ? null : header.value();
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    };

    private TraceHeaders() {}

    /** Puts the context's span into the headers, in place of one that is there; without a span it does nothing. */
    public static void inject(Context context, Headers headers) {
        W3C.inject(context, headers, SETTER);
    }

    /** The context that the headers carry, upon the given one; the given one itself when they carry none. */
    public static Context extract(Context parent, Headers headers) {
        return W3C.extract(parent, headers, GETTER);
    }

    /** The context that the headers carry, or the root. */
    public static Context extract(Headers headers) {
        return extract(Context.root(), headers);
    }
}
