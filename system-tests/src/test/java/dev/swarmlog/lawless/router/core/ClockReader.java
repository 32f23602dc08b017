package dev.swarmlog.lawless.router.core;

import org.apache.kafka.common.TopicPartition;

/** Core that asks for the time, and knows Kafka. */
final class ClockReader {
    private ClockReader() {}

    static String nowAt(TopicPartition where) {
        return where + "@" + System.currentTimeMillis();
    }
}
