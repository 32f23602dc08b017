package dev.swarmlog.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.swarmlog.coordinator.budget.BudgetService;
import dev.swarmlog.coordinator.session.AgentLives;
import dev.swarmlog.coordinator.session.SessionConfig;
import dev.swarmlog.coordinator.session.SessionMeters;
import dev.swarmlog.coordinator.session.SessionTopology;
import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.SessionBarrier;
import dev.swarmlog.v1.SessionCommand;
import dev.swarmlog.v1.SessionCommandKind;
import dev.swarmlog.v1.SessionEvent;
import dev.swarmlog.v1.SessionFact;
import dev.swarmlog.v1.SessionFactKind;
import dev.swarmlog.v1.SessionPhase;
import dev.swarmlog.v1.SessionPlan;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CoordinatorTopologyTest {
    static {
        TrustedTypes.allow(); // before the records below are made
    }

    private static final SessionBarrier ALL = new SessionBarrier(0, 0L, false);
    private static final SessionPlan PLAN = SessionPlan.newBuilder()
            .setRoles(Map.of("", 2))
            .setPhases(List.of(
                    new SessionPhase("first", List.of(), "", ALL),
                    new SessionPhase("second", List.of("first"), "", ALL)))
            .build();

    private final Wire wire = new Wire(new Topics(""), new InMemorySchemaRegistry());
    private final Overview overview = new Overview();
    private final AgentLives lives = new AgentLives();

    private int asked;

    @TempDir
    private Path folder;

    @Test
    void takesTheCensusOfAllAgents() {
        try (var driver = driver()) {
            var statuses = statuses(driver);

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

    @Test
    void aParticipantIsLostWithItsAgentAndNothingWaitsForIt() {
        try (var driver = driver()) {
            var statuses = statuses(driver);
            var commands = driver.createInputTopic(
                    wire.topics().sessionCommands.name(),
                    new StringSerializer(),
                    wire.serde(wire.topics().sessionCommands).serializer());
            var events = driver.createOutputTopic(
                    wire.topics().sessionEvents.name(),
                    new StringDeserializer(),
                    wire.serde(wire.topics().sessionEvents).deserializer());
            statuses.pipeInput("ann", status("ann", AgentState.HEALTHY, 0));
            commands.pipeInput(
                    "s",
                    command(SessionCommandKind.CREATE, "", "").setPlan(PLAN).build());
            commands.pipeInput(
                    "s",
                    command(SessionCommandKind.JOIN, "a", "").setAgentId("ann").build());
            commands.pipeInput(
                    "s",
                    command(SessionCommandKind.JOIN, "b", "")
                            .setAgentId("bob")
                            .setAgentEpoch(2)
                            .build());
            commands.pipeInput(
                    "s", command(SessionCommandKind.ACQUIRE, "a", "r").build());
            commands.pipeInput(
                    "s",
                    command(SessionCommandKind.ACQUIRE, "b", "r")
                            .setWaitMs(9_000)
                            .build());
            commands.pipeInput(
                    "s", command(SessionCommandKind.ARRIVE, "b", "first").build());
            events.readValuesToList();

            statuses.pipeInput("ann", status("ann", AgentState.DEAD, 0));
            statuses.pipeInput("bob", status("bob", AgentState.DEAD, 0));
            driver.advanceWallClockTime(Duration.ofMillis(25));
            List<SessionFact> happened = facts(events);
            statuses.pipeInput("ann", status("ann", AgentState.GONE, 0));
            statuses.pipeInput("ann", status("ann", AgentState.DEAD, 0));
            driver.advanceWallClockTime(Duration.ofMillis(25));

            assertThat(happened)
                    .filteredOn(fact -> fact.getKind() != SessionFactKind.ANSWERED)
                    .extracting(SessionFact::getKind, SessionFact::getParticipant)
                    .containsExactly(
                            tuple(SessionFactKind.LOST, "a"),
                            tuple(SessionFactKind.FREED, ""),
                            tuple(SessionFactKind.WAIT_ENDED, ""),
                            tuple(SessionFactKind.GRANTED, "b"),
                            tuple(SessionFactKind.OPENED, ""));
            assertThat(facts(events)).as("said twice, and of an earlier life").isEmpty();
        }
    }

    @Test
    void whoJoinsWhenItsAgentIsDeadAlreadyIsLostAtOnce() {
        try (var driver = driver()) {
            var commands = driver.createInputTopic(
                    wire.topics().sessionCommands.name(),
                    new StringSerializer(),
                    wire.serde(wire.topics().sessionCommands).serializer());
            var events = driver.createOutputTopic(
                    wire.topics().sessionEvents.name(),
                    new StringDeserializer(),
                    wire.serde(wire.topics().sessionEvents).deserializer());
            statuses(driver).pipeInput("ann", status("ann", AgentState.DEAD, 0));
            commands.pipeInput(
                    "s",
                    command(SessionCommandKind.CREATE, "", "").setPlan(PLAN).build());
            driver.advanceWallClockTime(Duration.ofMillis(25));

            commands.pipeInput(
                    "s",
                    command(SessionCommandKind.JOIN, "a", "").setAgentId("ann").build());
            driver.advanceWallClockTime(Duration.ofMillis(25));

            assertThat(facts(events))
                    .extracting(SessionFact::getKind)
                    .containsExactly(SessionFactKind.CREATED, SessionFactKind.JOINED, SessionFactKind.LOST);
        }
    }

    private static List<SessionFact> facts(TestOutputTopic<String, SessionEvent> events) {
        return events.readValuesToList().stream()
                .flatMap(event -> event.getFacts().stream())
                .toList();
    }

    private SessionCommand.Builder command(SessionCommandKind kind, String participant, String name) {
        return SessionCommand.newBuilder()
                .setKind(kind)
                .setSessionId("s")
                .setCommandId("k" + asked++)
                .setParticipant(participant)
                .setName(name)
                .setSentAtMs(1);
    }

    private TopologyTestDriver driver() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, CoordinatorService.NAME);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        var budgets = new BudgetService().topology(wire, new SimpleMeterRegistry());
        var sessions = new SessionTopology(
                new SessionConfig(25, 250, 10),
                wire,
                new SessionMeters(new SimpleMeterRegistry()),
                lives,
                Telemetry.off().spans("test"));
        Topology whole = sessions.addTo(CoordinatorTopology.build(wire, overview, lives, budgets));
        return new TopologyTestDriver(whole, properties);
    }

    private TestInputTopic<String, AgentStatus> statuses(TopologyTestDriver driver) {
        return driver.createInputTopic(
                wire.topics().status.name(),
                new StringSerializer(),
                wire.serde(wire.topics().status).serializer());
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
