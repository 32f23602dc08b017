package dev.swarmlog.coordinator;

import dev.swarmlog.coordinator.core.Census;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.AgentStatus;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** Every instance reads the whole of agents.status, so that any of them gives the whole overview. */
final class CoordinatorTopology {
    static final String AGENTS = "agents";

    private CoordinatorTopology() {}

    static Topology build(Wire wire, Overview overview) {
        Topic<AgentStatus> status = wire.topics().status;
        Census census = overview.renewCensus();
        return new Topology()
                .addGlobalStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(AGENTS), Serdes.String(), wire.serde(status))
                                .withLoggingDisabled(),
                        "status",
                        Serdes.String().deserializer(),
                        wire.serde(status).deserializer(),
                        status.name(),
                        "census",
                        () -> new CensusProcessor(census));
    }
}
