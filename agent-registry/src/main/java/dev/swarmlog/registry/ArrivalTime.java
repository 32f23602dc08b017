package dev.swarmlog.registry;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * When a beat reached the broker; where the broker does not stamp the topic, when it reached us. Never the writer's own
 * clock: a thousand hosts have a thousand of them.
 */
final class ArrivalTime {
    private ArrivalTime() {}

    static long of(ConsumerRecord<?, ?> record, long partitionTime) {
        return record.timestampType() == TimestampType.LOG_APPEND_TIME
                ? record.timestamp()
                : System.currentTimeMillis();
    }
}
