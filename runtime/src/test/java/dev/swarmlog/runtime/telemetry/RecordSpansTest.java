package dev.swarmlog.runtime.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RecordSpansTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Telemetry telemetry = Telemetry.into(SimpleSpanProcessor.create(exporter), "test", 1.0);
    private final RecordSpans spans = telemetry.spans("test");

    @Test
    void makesWhatItWritesAChildOfWhatItRead() {
        Headers outgoing = new RecordHeaders();

        try (RecordSpan span = spans.open("work", incoming()).with("id", "7")) {
            span.carry(incoming(), outgoing);
            assertThat(Span.current().getSpanContext().getTraceId()).isEqualTo(TRACE);
            assertThat(span.traceparent(incoming()))
                    .contains(TRACE, Span.current().getSpanContext().getSpanId());
        }

        SpanData done = exporter.getFinishedSpanItems().getFirst();
        assertThat(done.getTraceId()).isEqualTo(TRACE);
        assertThat(done.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(done.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(RecordSpans.traceparentOf(outgoing)).isEqualTo("00-" + TRACE + "-" + done.getSpanId() + "-01");
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void goesOnWithATraceThatWasKept() {
        spans.resume("timer", TRACEPARENT).failed("too late").close();
        spans.resume("timer", "").close();

        assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getTraceId)
                .element(0)
                .isEqualTo(TRACE);
        assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getParentSpanId)
                .element(1)
                .isEqualTo("0000000000000000");
    }

    @Test
    void whatBelongsToWorkHangsBelowItBeforeItIsToldOf() {
        String below = spans.below(TRACEPARENT, "work 7");

        spans.open("part", new RecordHeaders().add("traceparent", below.getBytes(UTF_8)))
                .close();
        spans.over("whole", TRACEPARENT, "work 7", 1_000).with("id", "7").close();

        SpanData part = exporter.getFinishedSpanItems().getFirst();
        SpanData whole = exporter.getFinishedSpanItems().getLast();
        assertThat(part.getParentSpanId()).isEqualTo(whole.getSpanId());
        assertThat(whole.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(whole.getTraceId()).isEqualTo(TRACE);
        assertThat(whole.getStartEpochNanos()).isEqualTo(1_000_000_000L);
        assertThat(part.getSpanId()).isNotEqualTo(whole.getSpanId());
        assertThat(spans.below("", "work 7")).isEmpty();
    }

    @Test
    void passesATraceThroughWhereItIsOff() {
        RecordSpans off = Telemetry.off().spans("test");
        Headers outgoing = new RecordHeaders();
        Headers later = new RecordHeaders();

        off.open("work", incoming()).carry(incoming(), outgoing);
        off.resume("timer", TRACEPARENT).carry(TRACEPARENT, later);

        assertThat(off.open("work", incoming())).isSameAs(RecordSpan.OFF);
        assertThat(off.below(TRACEPARENT, "work 7")).isEqualTo(TRACEPARENT);
        assertThat(off.over("work", TRACEPARENT, "work 7", 1_000)).isSameAs(RecordSpan.OFF);
        assertThat(RecordSpans.traceparentOf(outgoing)).isEqualTo(TRACEPARENT);
        assertThat(new String(outgoing.lastHeader("tracestate").value(), UTF_8)).isEqualTo("a=b");
        assertThat(RecordSpans.traceparentOf(later)).isEqualTo(TRACEPARENT);
        assertThat(off.open("work", incoming()).traceparent(incoming())).isEqualTo(TRACEPARENT);
    }

    private static Headers incoming() {
        return new RecordHeaders()
                .add("traceparent", TRACEPARENT.getBytes(UTF_8))
                .add("tracestate", "a=b".getBytes(UTF_8));
    }
}
