package dev.swarmlog.coordinator.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.swarm.definition.SwarmReader;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmCommandKind;
import dev.swarmlog.v1.SwarmState;
import dev.swarmlog.v1.SwarmStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

final class SwarmTopologyTest {
    private static final SwarmConfig CONFIG = new SwarmConfig(50, 500, 500, 100, 10, 60_000, 0);
    private static final String SOURCE = """
        apiVersion: swarmlog.dev/v1
        kind: Swarm
        metadata: {name: search}
        spec:
          behaviour: SWARMING
          swarming: {method: CMA, dimensions: 4, objective: {function: SPHERE}}
          convergence: {target: 1.0e-8, steps: 1000}
        """;

    private final Wire wire = new Wire(new Topics(""), new InMemorySchemaRegistry());
    private final SwarmIndex index = new SwarmIndex();

    @Test
    void runsASwarmFromItsCommandToItsReply() {
        Topics topics = wire.topics();
        try (TopologyTestDriver driver = driver()) {
            var commands = driver.createInputTopic(
                    topics.swarmCommands.name(),
                    new StringSerializer(),
                    wire.serde(topics.swarmCommands).serializer());
            var replies = output(driver, topics.replies);
            var statuses = output(driver, topics.swarmStatus);

            commands.pipeInput("w-1", command().setSeed(5).build());
            for (int beat = 0; beat < 50 && replies.isEmpty(); beat++) {
                driver.advanceWallClockTime(Duration.ofMillis(50));
            }

            Reply reply = replies.readValue();
            assertThat(reply.getStatus()).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(reply.getMessageId()).isEqualTo("asked");
            List<SwarmStatus> told = statuses.readValuesToList();
            assertThat(told.getFirst().getState()).isEqualTo(SwarmState.RUNNING);
            assertThat(told.getLast().getState()).isEqualTo(SwarmState.CONVERGED);
            assertThat(told.getLast().getSeed()).isEqualTo(5);
            assertThat(output(driver, topics.swarmEvents).getQueueSize()).isEqualTo(2);
            assertThat(output(driver, topics.swarmPositions).getQueueSize()).isPositive();
        }
    }

    @Test
    void showsWhatTheStatusTopicSays() {
        Topics topics = wire.topics();
        try (TopologyTestDriver driver = driver()) {
            var statuses = driver.createInputTopic(
                    topics.swarmStatus.name(),
                    new StringSerializer(),
                    wire.serde(topics.swarmStatus).serializer());

            statuses.pipeInput("a", Pictures.damaged(command().setSwarmId("a").build(), "why", 5));
            statuses.pipeInput("b", Pictures.damaged(command().setSwarmId("b").build(), "why", 5));
            statuses.pipeInput("b", (SwarmStatus) null);

            assertThat(Objects.requireNonNull(index.get("a")).getDetail()).isEqualTo("why");
            assertThat(index.behind("")).hasSize(1);
            assertThat(index.behind("a")).isEmpty();
        }
    }

    private TopologyTestDriver driver() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "coordinator");
        SwarmProcessor.Parts parts = new SwarmProcessor.Parts(
                wire, CONFIG, new SwarmReader(), Slices.atOnce(), new SwarmMeters(new SimpleMeterRegistry()));
        return new TopologyTestDriver(new SwarmTopology(wire, parts, index).addTo(new Topology()), properties);
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(TopologyTestDriver driver, Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), wire.serde(topic).deserializer());
    }

    private static SwarmCommand.Builder command() {
        return SwarmCommand.newBuilder()
                .setKind(SwarmCommandKind.START)
                .setSwarmId("w-1")
                .setSource(SOURCE)
                .setReplyTopic("messages.replies")
                .setReplyPartition(0)
                .setCorrelationKey("asked")
                .setSentAtMs(1);
    }
}
