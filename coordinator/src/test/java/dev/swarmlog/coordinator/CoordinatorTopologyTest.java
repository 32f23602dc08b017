package dev.swarmlog.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

final class CoordinatorTopologyTest {
    private final Wire wire = new Wire(new Topics(""), new InMemorySchemaRegistry());
    private final Overview overview = new Overview();

    @Test
    void takesTheCensusOfAllAgents() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, CoordinatorService.NAME);
        try (var driver = new TopologyTestDriver(CoordinatorTopology.build(wire, overview), properties)) {
            TestInputTopic<String, AgentStatus> statuses = driver.createInputTopic(
                    wire.topics().status.name(),
                    new StringSerializer(),
                    wire.serde(wire.topics().status).serializer());

            statuses.pipeInput("a", status("a", AgentState.JOINING, 0));
            statuses.pipeInput("a", status("a", AgentState.HEALTHY, 2));
            statuses.pipeInput("b", status("b", AgentState.HEALTHY, 1));
            statuses.pipeInput("c", status("c", AgentState.DEAD, 1));
            statuses.pipeInput("d", status("d", AgentState.GONE, 0));
            statuses.pipeKeyValueList(List.of(new KeyValue<>("d", null)));
        }

        var agents = overview.agents();
        assertThat(agents.byState()).isEqualTo(Map.of("HEALTHY", 2L, "DEAD", 1L));
        assertThat(agents.capacity()).isEqualTo(8);
        assertThat(agents.inFlight()).isEqualTo(3);
    }

    private static AgentStatus status(String id, AgentState state, int inFlight) {
        return AgentStatus.newBuilder()
                .setCard(AgentCard.newBuilder()
                        .setAgentId(id)
                        .setEpoch(1)
                        .setCapabilities(List.of())
                        .setConcurrency(4)
                        .setInboxPartition(0)
                        .setWrittenAtMs(1)
                        .build())
                .setState(state)
                .setHealthScore(1)
                .setInFlight(inFlight)
                .setVersion(1)
                .setSinceMs(1)
                .setLastSeenMs(1)
                .build();
    }
}
