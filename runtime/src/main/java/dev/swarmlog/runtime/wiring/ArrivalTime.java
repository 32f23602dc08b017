package dev.swarmlog.runtime.wiring;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * When a record reached the broker; where the broker did not stamp it, when it reached us. Never the writer's own clock: a
 * thousand hosts have a thousand of them.
 */
public final class ArrivalTime {
    private ArrivalTime() {}

    /** As a {@link org.apache.kafka.streams.processor.TimestampExtractor} is asked. */
    public static long of(ConsumerRecord<?, ?> record, long partitionTime) {
        return record.timestampType() == TimestampType.LOG_APPEND_TIME
                ? record.timestamp()
                : System.currentTimeMillis();
    }
}
