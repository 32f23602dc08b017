package dev.swarmlog.runtime;

import org.apache.kafka.streams.KafkaStreams;

/** How far behind the log a Streams client is, from its consumers' own figures. */
final class Lag {
    private Lag() {}

    /** The records that the slowest partition is behind, as of the last fetch. */
    static long of(KafkaStreams streams) {
        double most = 0;
        for (var metric : streams.metrics().entrySet()) {
            if (metric.getKey().name().equals("records-lag-max")
                    && metric.getValue().metricValue() instanceof Double lag
                    && lag > most) {
                most = lag;
            }
        }
        return (long) most;
    }
}
