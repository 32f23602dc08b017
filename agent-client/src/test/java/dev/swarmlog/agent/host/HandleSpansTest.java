package dev.swarmlog.agent.host;

import static dev.swarmlog.agent.host.HostBench.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.Result;
import dev.swarmlog.schemas.wire.TraceHeaders;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class HandleSpansTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetry telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();

    @Test
    void handlingIsAChildOfTheDeliveryAndTheOutcomeCarriesItOn() {
        HostBench bench = new HostBench(telemetry, HostSettings.DEFAULT);
        bench.with(Agent.named("a").capability("x", "1.0.0").inline(context -> {
            assertThat(Span.current().getSpanContext().getTraceId()).isEqualTo(TRACE);
            return Result.nothing();
        }));

        bench.deliver(Deliveries.to("a", EPOCH), delivered());

        SpanData span = exporter.getFinishedSpanItems().get(0);
        assertThat(span.getName()).isEqualTo("handle");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo(PARENT);
        assertThat(onOutcome(bench)).isEqualTo(span.getSpanId());
        bench.close();
    }

    @Test
    void aFailureMarksTheSpan() {
        HostBench bench = new HostBench(telemetry, HostSettings.DEFAULT);
        bench.with(Agent.named("a").capability("x", "1.0.0").inline(context -> {
            throw AgentFailure.retryable("no luck");
        }));

        bench.deliver(Deliveries.to("a", EPOCH), delivered());

        SpanData span = exporter.getFinishedSpanItems().get(0);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEqualTo("no luck");
        bench.close();
    }

    @Test
    void withoutTelemetryTheTracePassesThrough() {
        HostBench bench = new HostBench();
        bench.with(Agent.named("a").capability("x", "1.0.0").inline(context -> Result.nothing()));

        bench.deliver(Deliveries.to("a", EPOCH), delivered());

        assertThat(onOutcome(bench)).isEqualTo(PARENT);
        bench.close();
    }

    private static Headers delivered() {
        return new RecordHeaders()
                .add("traceparent", ("00-" + TRACE + "-" + PARENT + "-01").getBytes(StandardCharsets.UTF_8));
    }

    private static String onOutcome(HostBench bench) {
        Headers headers = bench.records(bench.wire.topics().outcomes).get(0).headers();
        return Span.fromContext(TraceHeaders.extract(headers)).getSpanContext().getSpanId();
    }
}
