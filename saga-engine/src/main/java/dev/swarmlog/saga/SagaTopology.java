package dev.swarmlog.saga;

import org.apache.kafka.streams.Topology;

/** Nothing flows yet. */
final class SagaTopology {
    private SagaTopology() {}

    static Topology build() {
        return new Topology();
    }
}
