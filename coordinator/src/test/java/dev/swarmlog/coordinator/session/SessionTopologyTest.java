package dev.swarmlog.coordinator.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.SessionBarrier;
import dev.swarmlog.v1.SessionChannel;
import dev.swarmlog.v1.SessionCommand;
import dev.swarmlog.v1.SessionCommandKind;
import dev.swarmlog.v1.SessionEvent;
import dev.swarmlog.v1.SessionFact;
import dev.swarmlog.v1.SessionFactKind;
import dev.swarmlog.v1.SessionPhase;
import dev.swarmlog.v1.SessionPlan;
import dev.swarmlog.v1.SessionRefusal;
import dev.swarmlog.v1.SessionReply;
import dev.swarmlog.v1.SessionState;
import dev.swarmlog.v1.SessionStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SessionTopologyTest {
    private static final SessionBarrier ALL = new SessionBarrier(0, 0L, false);

    private final Wire wire = new Wire(new Topics(""), new InMemorySchemaRegistry());
    private TopologyTestDriver driver;
    private TestInputTopic<String, SessionCommand> commands;
    private TestOutputTopic<String, SessionReply> replies;
    private TestOutputTopic<String, SessionEvent> events;
    private TestOutputTopic<String, SessionStatus> statuses;
    private int asked;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "coordinator");
        Topology topology = new SessionTopology(
                        new SessionConfig(25, 250, 2),
                        wire,
                        new SessionMeters(new SimpleMeterRegistry()),
                        new AgentLives(),
                        Telemetry.off().spans("test"))
                .addTo(new Topology(), Stores.inMemoryKeyValueStore(SessionTopology.SESSIONS));
        driver = new TopologyTestDriver(topology, properties, Instant.ofEpochMilli(1_000_000));
        Topics topics = wire.topics();
        commands = driver.createInputTopic(
                topics.sessionCommands.name(),
                new StringSerializer(),
                wire.serde(topics.sessionCommands).serializer());
        replies = output(topics.sessionReplies);
        events = output(topics.sessionEvents);
        statuses = output(topics.sessionStatus);
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), wire.serde(topic).deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void opensThePhaseForAllWhoAwaitItWhenTheLastArrives() {
        create("s");
        ask("s", join("a"));
        ask("s", join("b"));
        replies.readValuesToList();

        ask("s", command(SessionCommandKind.ARRIVE, "a").setName("first"));
        ask("s", command(SessionCommandKind.AWAIT, "a").setName("second").setWaitMs(5_000));
        assertThat(replies.readValuesToList()).hasSize(1);
        ask("s", command(SessionCommandKind.ARRIVE, "b").setName("first"));

        List<SessionReply> told = replies.readValuesToList();
        assertThat(told).hasSize(2).allMatch(reply -> reply.getRefusal() == SessionRefusal.NONE);
        assertThat(told.get(0).getOpen()).containsExactly("first", "second");
        assertThat(facts())
                .filteredOn(fact -> fact.getKind() == SessionFactKind.OPENED)
                .hasSize(2);
    }

    @Test
    void answersARepetitionAsTheFirstTimeAndDoesNothing() {
        create("s");
        SessionCommand.Builder put = command(SessionCommandKind.PUT, "a")
                .setName("k")
                .setValue(bytes("1"))
                .setVersion(0);
        ask("s", put);
        SessionReply first = last();
        events.readValuesToList();

        ask("s", put);

        assertThat(last().getNumber()).isEqualTo(first.getNumber()).isEqualTo(1);
        assertThat(events.isEmpty()).isTrue();
        ask(
                "s",
                command(SessionCommandKind.PUT, "b")
                        .setName("k")
                        .setValue(bytes("2"))
                        .setVersion(0));
        assertThat(last().getRefusal()).isEqualTo(SessionRefusal.CONFLICT);
        ask("s", command(SessionCommandKind.GET, "").setName("k"));
        assertThat(last().getEntries().get(0).getValue()).isEqualTo(bytes("1"));
    }

    @Test
    void refusesWhatIsWrongAndSaysWhy() {
        ask("none", join("a"));
        assertThat(last().getRefusal()).isEqualTo(SessionRefusal.NO_SESSION);
        ask("s", command(SessionCommandKind.CREATE, ""));
        assertThat(last().getDetail()).startsWith("plan: ");
        ask("s", command(SessionCommandKind.UNKNOWN, ""));
        assertThat(last().getDetail()).startsWith("kind: ");
        ask("s", command(SessionCommandKind.CREATE, "").setPlan(plan(Map.of("", -1))));
        assertThat(last().getDetail()).startsWith("roles.: ");
        ask("no name", command(SessionCommandKind.JOIN, "a"));
        assertThat(last().getDetail()).startsWith("sessionId: ");
        create("s");
        ask("s", join("not a name"));
        assertThat(last().getDetail()).startsWith("participant: ");
        ask("s", command(SessionCommandKind.PUT, "a").setName("k").setValue(ByteBuffer.allocate(70_000)));
        assertThat(last().getDetail()).startsWith("value: ");
        ask(
                "s",
                command(SessionCommandKind.ACQUIRE, "a")
                        .setName("r")
                        .setHoldMs(0)
                        .setWaitMs(-1));
        assertThat(last().getDetail()).contains("holdMs: ").contains("waitMs: ");
        SessionCommand stray =
                command(SessionCommandKind.END, "").setSessionId("s").build();
        commands.pipeInput("other", stray);
        assertThat(last().getDetail()).contains("key");
        commands.pipeInput("s", null);
        assertThat(replies.isEmpty()).isTrue();
        ask("s", command(SessionCommandKind.GET, "").setName("k"));
        assertThat(last().getRefusal()).isEqualTo(SessionRefusal.NONE);
    }

    @Test
    void hasRoomForSoManySessionsAndForgetsThoseThatAreOver() {
        create("s1");
        create("s2");
        ask("s3", command(SessionCommandKind.CREATE, "").setPlan(plan(Map.of("", 2))));
        SessionReply refused = last();
        assertThat(refused.getRefusal()).isEqualTo(SessionRefusal.BUSY);
        assertThat(refused.getRetryAfterMs()).isPositive();
        ask("s1", command(SessionCommandKind.CANCEL, "").setReason("enough"));

        driver.advanceWallClockTime(Duration.ofMillis(1_100));

        create("s3");
        Map<String, SessionStatus> shown = statuses.readKeyValuesToMap();
        assertThat(shown.get("s1")).isNull();
        assertThat(Objects.requireNonNull(shown.get("s3")).getState()).isEqualTo(SessionState.GATHERING);
    }

    @Test
    void handsALeaseToTheNextWhenItsTimeIsOver() {
        create("s");
        ask("s", join("a"));
        ask("s", join("b"));
        ask("s", command(SessionCommandKind.ACQUIRE, "a").setName("r").setHoldMs(500));
        assertThat(last().getNumber()).isEqualTo(1);
        ask(
                "s",
                command(SessionCommandKind.ACQUIRE, "b")
                        .setName("r")
                        .setHoldMs(500)
                        .setWaitMs(5_000));
        assertThat(replies.isEmpty()).isTrue();

        driver.advanceWallClockTime(Duration.ofMillis(525));

        assertThat(last().getNumber()).isEqualTo(2);
        ask("s", command(SessionCommandKind.RELEASE, "a").setName("r").setFence(1));
        assertThat(last().getRefusal()).isEqualTo(SessionRefusal.STALE);
    }

    @Test
    void saysToASenderOfAFullChannelWhenToComeAgain() {
        create("s");
        ask("s", join("a"));
        ask("s", command(SessionCommandKind.SEND, "a").setName("c").setValue(bytes("1")));
        replies.readValuesToList();

        SessionCommand.Builder second =
                command(SessionCommandKind.SEND, "a").setName("c").setValue(bytes("2"));
        ask("s", second);
        SessionReply refused = last();
        ask("s", command(SessionCommandKind.RECEIVE, "a").setName("c").setHoldMs(1_000));
        assertThat(last().getLetters()).hasSize(1);
        ask("s", command(SessionCommandKind.ACKNOWLEDGE, "a").setName("c").setDone(List.of(1L)));
        replies.readValuesToList();
        ask("s", second);

        assertThat(refused.getRefusal()).isEqualTo(SessionRefusal.FULL);
        assertThat(refused.getRetryAfterMs()).isBetween(50L, 250L);
        assertThat(last().getNumber()).isEqualTo(2);
    }

    private SessionReply last() {
        List<SessionReply> all = replies.readValuesToList();
        return all.get(all.size() - 1);
    }

    private List<SessionFact> facts() {
        return events.readValuesToList().stream()
                .flatMap(event -> event.getFacts().stream())
                .toList();
    }

    private void create(String id) {
        ask(id, command(SessionCommandKind.CREATE, "").setPlan(plan(Map.of("", 2))));
        assertThat(last().getRefusal()).isEqualTo(SessionRefusal.NONE);
    }

    private SessionCommand.Builder join(String participant) {
        return command(SessionCommandKind.JOIN, participant);
    }

    private SessionCommand.Builder command(SessionCommandKind kind, String participant) {
        String id = "k" + asked++;
        return SessionCommand.newBuilder()
                .setKind(kind)
                .setSessionId("")
                .setCommandId(id)
                .setCorrelationKey(id)
                .setParticipant(participant)
                .setSentAtMs(1);
    }

    private void ask(String sessionId, SessionCommand.Builder command) {
        commands.pipeInput(sessionId, command.setSessionId(sessionId).build());
    }

    private static SessionPlan plan(Map<String, Integer> roles) {
        return new SessionPlan(
                "test",
                Map.of(),
                roles,
                ALL,
                List.of(
                        new SessionPhase("first", List.of(), "", ALL),
                        new SessionPhase("second", List.of("first"), "", ALL)),
                ALL,
                List.of(new SessionChannel("c", 1)),
                60_000L,
                1_000L);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
