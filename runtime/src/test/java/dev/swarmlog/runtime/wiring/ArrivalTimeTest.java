package dev.swarmlog.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ArrivalTimeTest {
    private static final long STAMP_MS = 1_000;

    @Test
    void isWhatTheBrokerStamped() {
        assertThat(ArrivalTime.of(stamped(TimestampType.LOG_APPEND_TIME), -1)).isEqualTo(STAMP_MS);
    }

    @Test
    void isNeverWhatTheWriterStamped() {
        long beforeMs = System.currentTimeMillis();

        assertThat(ArrivalTime.of(stamped(TimestampType.CREATE_TIME), -1)).isBetween(beforeMs, beforeMs + 60_000);
    }

    private static ConsumerRecord<String, String> stamped(TimestampType by) {
        return new ConsumerRecord<>("t", 0, 0, STAMP_MS, by, 1, 1, "k", "v", new RecordHeaders(), Optional.empty());
    }
}
