package dev.swarmlog.runtime.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The tracing of one process: off, where nobody looks, and then all but free. */
public final class Telemetry implements AutoCloseable {
    private static final int FLUSH_SECONDS_MAX = 5;
    private static final Telemetry OFF = new Telemetry(null);

    private final @Nullable OpenTelemetrySdk sdk;

    private Telemetry(@Nullable OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    public static Telemetry off() {
        return OFF;
    }

    /** Sends spans to an OTLP collector over HTTP ({@code http://host:4318}); an empty endpoint is off. */
    public static Telemetry exportingTo(String endpoint, String serviceName, double share) {
        if (endpoint.isEmpty()) {
            return off();
        }
        String base = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
        var exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(base + "/v1/traces").build();
        return into(BatchSpanProcessor.builder(exporter).build(), serviceName, share);
    }

    /** Gives spans to a processor: how tests look at them. */
    public static Telemetry into(SpanProcessor processor, String serviceName, double share) {
        var provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().toBuilder()
                        .put(AttributeKey.stringKey("service.name"), serviceName)
                        .build())
                .setIdGenerator(new SpanIds())
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                .addSpanProcessor(processor)
                .build();
        return new Telemetry(OpenTelemetrySdk.builder()
                .setTracerProvider(provider)
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build());
    }

    public OpenTelemetry openTelemetry() {
        return sdk == null ? OpenTelemetry.noop() : sdk;
    }

    public Tracer tracer(String scope) {
        return openTelemetry().getTracer(scope);
    }

    /** The spans of a program that works record by record. */
    public RecordSpans spans(String scope) {
        return new RecordSpans(sdk == null ? null : sdk.getTracer(scope));
    }

    /** Sends what is still here, for a few seconds at most. */
    @Override
    public void close() {
        if (sdk != null) {
            sdk.getSdkTracerProvider().shutdown().join(FLUSH_SECONDS_MAX, TimeUnit.SECONDS);
        }
    }
}
