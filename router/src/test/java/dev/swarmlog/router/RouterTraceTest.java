package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.runtime.telemetry.RecordSpans;
import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.OutcomeStatus;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

final class RouterTraceTest {
    private static final String SUBMIT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String HANDLE = "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";

    private static RecordHeaders headers(String traceparent) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
        return headers;
    }

    @Test
    void spansGoFromParentToChildAcrossTheTopics() {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        try (Telemetry telemetry = Telemetry.into(SimpleSpanProcessor.create(spans), "router", 1.0);
                RouterRig rig = new RouterRig(Map.of(), telemetry)) {
            rig.join("a", "echo", 1);

            rig.submit(rig.message("m", with -> with), headers(SUBMIT));
            TestRecord<String, Delivery> delivery = rig.deliveryRecords().getFirst();
            rig.answer(rig.outcome(delivery.value(), OutcomeStatus.COMPLETED, with -> with), headers(HANDLE));

            SpanData route = named(spans, "route");
            SpanData deliver = named(spans, "deliver");
            SpanData reply = named(spans, "reply");
            assertThat(route.getParentSpanId()).isEqualTo("b7ad6b7169203331");
            assertThat(deliver.getParentSpanId()).isEqualTo(route.getSpanId());
            assertThat(reply.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
            assertThat(reply.getTraceId()).isEqualTo(route.getTraceId());
            assertThat(RecordSpans.traceparentOf(delivery.headers())).contains(deliver.getSpanId());
            assertThat(RecordSpans.traceparentOf(rig.replyRecords().getFirst().headers()))
                    .contains(reply.getSpanId());
        }
    }

    @Test
    void whatComesInIsPassedOnWhereTracingIsOff() {
        try (RouterRig rig = new RouterRig()) {
            rig.join("a", "echo", 1);

            rig.submit(rig.message("m", with -> with), headers(SUBMIT));
            TestRecord<String, Delivery> delivery = rig.deliveryRecords().getFirst();
            rig.answer(rig.outcome(delivery.value(), OutcomeStatus.COMPLETED, with -> with), headers(HANDLE));

            assertThat(RecordSpans.traceparentOf(delivery.headers())).isEqualTo(SUBMIT);
            assertThat(RecordSpans.traceparentOf(rig.replyRecords().getFirst().headers()))
                    .isEqualTo(HANDLE);
            assertThat(delivery.headers().lastHeader("ce_id").value())
                    .isEqualTo("m#1".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static SpanData named(InMemorySpanExporter spans, String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
