package dev.swarmlog.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class RecordHeadersTest {
    private static final SpanContext SPAN = SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", TraceFlags.getSampled(), TraceState.getDefault());

    private final Headers headers = new RecordHeaders();

    @Test
    void aSpanTravelsInTheHeadersAndReplacesTheOneBefore() {
        headers.add("traceparent", utf8("00-11111111111111111111111111111111-2222222222222222-01"));

        TraceHeaders.inject(Context.root().with(Span.wrap(SPAN)), headers);

        assertThat(headers.headers("traceparent")).hasSize(1);
        assertThat(text("traceparent")).isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        SpanContext read = Span.fromContext(TraceHeaders.extract(headers)).getSpanContext();
        assertThat(read.getSpanId()).isEqualTo(SPAN.getSpanId());
        assertThat(read.getTraceId()).isEqualTo(SPAN.getTraceId());
        assertThat(read.isRemote()).isTrue();
    }

    @Test
    void withoutASpanNothingIsWrittenAndNothingIsRead() {
        TraceHeaders.inject(Context.root(), headers);

        assertThat(headers).isEmpty();
        assertThat(TraceHeaders.extract(headers)).isSameAs(Context.root());
    }

    @Test
    void brokenTraceHeadersAreIgnored() {
        headers.add("traceparent", new byte[] {-1, 0, 3}).add("tracestate", null);

        assertThat(Span.fromContext(TraceHeaders.extract(headers))
                        .getSpanContext()
                        .isValid())
                .isFalse();
    }

    @Test
    void eventAttributesAreThoseOfCloudEventsBinaryMode() {
        EventHeaders.add(headers, "m-1", "echo", "/tests", 1_700_000_000_123L);

        assertThat(text("ce_specversion")).isEqualTo("1.0");
        assertThat(text("ce_id")).isEqualTo("m-1");
        assertThat(text("ce_type")).isEqualTo("echo");
        assertThat(text("ce_source")).isEqualTo("/tests");
        assertThat(text("ce_time")).isEqualTo("2023-11-14T22:13:20.123Z");
    }

    private String text(String name) {
        return new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
