package dev.swarmlog.coordinator;

import dev.swarmlog.coordinator.budget.BudgetTopology;
import dev.swarmlog.coordinator.session.AgentLives;
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

    static Topology build(Wire wire, Overview overview, AgentLives lives, BudgetTopology budgets) {
        Topic<AgentStatus> status = wire.topics().status;
        Overview.Roll roll = overview.renewRoll();
        Topology topology = new Topology()
                .addGlobalStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.inMemoryKeyValueStore(AGENTS), Serdes.String(), wire.serde(status))
                                .withLoggingDisabled(),
                        "status",
                        Serdes.String().deserializer(),
                        wire.serde(status).deserializer(),
                        status.name(),
                        "census",
                        () -> new CensusProcessor(roll, lives));
        return budgets.addTo(topology);
    }
}
