package dev.swarmlog.runtime.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("a.Logger");
    private final JsonLines encoder = new JsonLines();

    @Test
    void writesOneObjectALineWithTraceAndEntityIds() {
        Telemetry telemetry = Telemetry.into(SimpleSpanProcessor.create(InMemorySpanExporter.create()), "test", 1.0);
        String line;
        try (RecordSpan span = telemetry.spans("test").open("work", new RecordHeaders());
                MDC.MDCCloseable id = MDC.putCloseable("message.id", "m-1")) {
            assertThat(span).isNotSameAs(RecordSpan.OFF);
            assertThat(id).isNotNull();
            line = encode("said \"x\"\n", null);
        }

        assertThat(line)
                .endsWith("}\n")
                .contains("\"level\":\"WARN\"", "\"message\":\"said \\\"x\\\"\\n\"", "\"message.id\":\"m-1\"")
                .containsPattern("\"trace_id\":\"[0-9a-f]{32}\",\"span_id\":\"[0-9a-f]{16}\"");
        assertThat(line.strip()).doesNotContain("\n");
    }

    @Test
    void tellsTheWholeError() {
        assertThat(encode("failed", new IllegalStateException("why")))
                .contains("\"error\":\"java.lang.IllegalStateException: why\\n\\tat ")
                .doesNotContain("trace_id");
    }

    @Test
    void namesWhatTheEventIsAboutAndKeepsItsOwnFields() {
        LoggingEvent event = event("refused", null);
        event.addKeyValuePair(new KeyValuePair("agent.id", "a-1"));
        event.addKeyValuePair(new KeyValuePair("record.offset", 7L));
        event.addKeyValuePair(new KeyValuePair("level", "none"));

        assertThat(encode(event))
                .contains("\"agent.id\":\"a-1\"", "\"record.offset\":\"7\"", "\"level\":\"WARN\"")
                .doesNotContain("none");
    }

    private String encode(String message, @Nullable Throwable failure) {
        return encode(event(message, failure));
    }

    private String encode(LoggingEvent event) {
        encoder.start();
        return new String(encoder.encode(event), UTF_8);
    }

    private LoggingEvent event(String message, @Nullable Throwable failure) {
        return new LoggingEvent(getClass().getName(), logger, Level.WARN, message, failure, new Object[0]);
    }
}
