package dev.swarmlog.coordinator.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.tracker.definition.Catalogue;
import dev.swarmlog.coordinator.tracker.definition.DefinitionText;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.Improvement;
import dev.swarmlog.v1.ImprovementCommand;
import dev.swarmlog.v1.ImprovementCommandKind;
import dev.swarmlog.v1.ImprovementKind;
import dev.swarmlog.v1.ImprovementState;
import dev.swarmlog.v1.ImprovementStep;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaDefinition;
import dev.swarmlog.v1.SagaEnding;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaFact;
import dev.swarmlog.v1.SagaFactKind;
import dev.swarmlog.v1.SagaFailure;
import dev.swarmlog.v1.SagaFailureKind;
import dev.swarmlog.v1.SagaOrigin;
import dev.swarmlog.v1.SagaRequester;
import dev.swarmlog.v1.SagaRun;
import dev.swarmlog.v1.SagaTrack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From events of sagas to a change that is tried, through the real serdes. */
final class TrackerTopologyTest {
    private static final String ORDER = """
        apiVersion: swarmlog.dev/v1
        kind: Saga
        metadata: {name: order, version: VERSION}
        steps:
          pack: {task: shop.pack}
          charge: {task: shop.charge, after: pack, timeout: 1s, retry: {attempts: 2}}
        """;

    private final Wire wire = new Wire(new Topics(""), new InMemorySchemaRegistry());
    private final Topics topics = wire.topics();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TrackIndex index = new TrackIndex();

    @TempDir
    private Path folder;

    private TopologyTestDriver driver;
    private TestInputTopic<String, SagaEvent> events;
    private TestInputTopic<String, SagaDefinition> definitions;
    private TestInputTopic<String, ImprovementCommand> commands;
    private TestOutputTopic<String, SagaRun> runs;
    private TestOutputTopic<String, SagaDefinition> deployed;
    private TestOutputTopic<String, Reply> replies;
    private TestOutputTopic<String, Alert> alerts;
    private long nowMs = 1_000_000;
    private int sagas;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "tracker");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        TrackerTopology tracker = new TrackerTopology(
                TrackerConfig.from(Settings.from(Map.of("SWARMLOG_COORDINATOR_TRIAL_RUNS", "40"))),
                wire,
                new TrackerMeters(meters),
                new Catalogue(),
                index);
        driver = new TopologyTestDriver(tracker.addTo(new Topology()), properties, Instant.ofEpochMilli(nowMs));
        events = input(topics.sagaEvents);
        definitions = input(topics.sagaDefinitions);
        commands = input(topics.improvementCommands);
        runs = output(topics.sagaRuns);
        deployed = output(topics.sagaDefinitions);
        replies = output(topics.replies);
        alerts = output(topics.alerts);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
        return driver.createInputTopic(
                topic.name(), new StringSerializer(), wire.serde(topic).serializer());
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), wire.serde(topic).deserializer());
    }

    private void deploy(String version) {
        definitions.pipeInput(
                "order@" + version,
                new SagaDefinition(
                        "order", version, "application/yaml", ORDER.replace("VERSION", version), "h", "ann", 1L));
    }

    private static SagaFact.Builder fact(SagaFactKind kind, int step, int attempt) {
        return SagaFact.newBuilder().setKind(kind).setStep(step).setAttempt(attempt);
    }

    private static SagaFact.Builder started(String version) {
        return SagaFact.newBuilder()
                .setKind(SagaFactKind.STARTED)
                .setOrigin(
                        new SagaOrigin("order", version, "h", Map.of(), new SagaRequester("", -1, ""), null, "", 0L));
    }

    private SagaEvent event(String sagaId, long version, long atMs, SagaFact.Builder... facts) {
        return new SagaEvent(
                sagaId,
                version,
                atMs,
                "",
                "h",
                Arrays.stream(facts).map(SagaFact.Builder::build).toList(),
                ByteBuffer.allocate(0),
                ByteBuffer.allocate(0));
    }

    /** Charging takes so long, or is tried once more if that is longer than it may take. */
    private List<SagaEvent> order(String version, long chargeMs, long timeoutMs) {
        String id = "s-" + sagas++;
        long at = nowMs += 10;
        List<SagaEvent> all = new ArrayList<>();
        all.add(event(id, 1, at, started(version), fact(SagaFactKind.ATTEMPT_STARTED, 0, 1)));
        at += 100;
        all.add(event(
                id,
                2,
                at,
                fact(SagaFactKind.ATTEMPT_SUCCEEDED, 0, 1),
                fact(SagaFactKind.ATTEMPT_STARTED, 1, 1).setUntilMs(at + timeoutMs)));
        int attempt = 1;
        if (chargeMs > timeoutMs) {
            at += timeoutMs;
            attempt = 2;
            all.add(event(
                    id,
                    3,
                    at,
                    fact(SagaFactKind.ATTEMPT_FAILED, 1, 1)
                            .setFailure(new SagaFailure(SagaFailureKind.TIMED_OUT, "nobody answered in time")),
                    fact(SagaFactKind.ATTEMPT_STARTED, 1, 2).setUntilMs(at + timeoutMs)));
        }
        at += Math.min(chargeMs, timeoutMs - 50);
        all.add(event(
                id,
                all.size() + 1L,
                at,
                fact(SagaFactKind.ATTEMPT_SUCCEEDED, 1, attempt),
                SagaFact.newBuilder().setKind(SagaFactKind.ENDED).setEnding(SagaEnding.COMPLETED)));
        return all;
    }

    private void take(List<SagaEvent> saga) {
        saga.forEach(each -> events.pipeInput(each.getSagaId(), each));
    }

    private void trade(int orders, String version, long timeoutMs) {
        for (int i = 0; i < orders; i++) {
            take(order(version, i % 5 == 0 ? 1_200 : 930 + i % 7, timeoutMs));
        }
        driver.advanceWallClockTime(Duration.ofSeconds(1));
    }

    private Improvement proposed() {
        deploy("1.0.0");
        trade(100, "1.0.0", 1_000);
        return only();
    }

    private Improvement only() {
        assertThat(index.improvements()).hasSize(1);
        return index.improvements().getFirst();
    }

    private Reply tell(ImprovementCommandKind kind, String id) {
        commands.pipeInput(
                "order",
                new ImprovementCommand(kind, "order", id, 500, "ann", "so be it", "messages.replies", -1, "me", 1L));
        return replies.readValue();
    }

    @Test
    void tellsOfEachDefinitionWhatBecameOfItsSagas() {
        deploy("1.0.0");
        trade(100, "1.0.0", 1_000);

        SagaTrack track = Objects.requireNonNull(index.track("order", "1.0.0"));
        assertThat(track.getRuns()).isEqualTo(100);
        assertThat(track.getMedianMs()).isBetween(1_000L, 1_080L);
        assertThat(track.getP95Ms()).isBetween(1_900L, 2_200L);
        assertThat(track.getSteps()).extracting(step -> step.getName()).containsExactly("pack", "charge");
        assertThat(track.getSteps().getLast().getTimeouts()).isEqualTo(20);
        assertThat(track.getSteps().getLast().getTimeoutMs()).isEqualTo(1_000);
        assertThat(track.getWays()).hasSize(1);
        assertThat(meters.counter("swarmlog.tracker.runs").count()).isEqualTo(100);
    }

    @Test
    void whatIsReadTwiceCountsOnce() {
        List<SagaEvent> saga = order("1.0.0", 900, 1_000);
        take(List.of(saga.get(0), saga.get(0), saga.get(1), saga.get(0), saga.get(1), saga.get(2), saga.get(2)));
        take(saga);
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(Objects.requireNonNull(index.track("order", "1.0.0")).getRuns())
                .isEqualTo(1);
    }

    @Test
    void aSagaThatTakesLongIsStoredAndCounted() {
        List<SagaEvent> saga = order("1.0.0", 900, 1_000);
        take(saga.subList(0, 2));
        driver.advanceWallClockTime(Duration.ofSeconds(30));
        assertThat(runs.isEmpty()).isTrue();

        take(saga.subList(2, 3));

        assertThat(runs.readValue().getSteps()).hasSize(2);
    }

    @Test
    void anApprovedChangeIsTriedAndStays() {
        Improvement found = proposed();
        assertThat(found.getKind()).isEqualTo(ImprovementKind.RAISE_TIMEOUT);
        assertThat(found.getStepName()).isEqualTo("charge");
        assertThat(found.getTo()).isEqualTo(2_000);
        assertThat(alerts.readValue().getCode()).isEqualTo("improvement.proposed");
        assertThat(deployed.isEmpty()).as("nobody said yes").isTrue();

        assertThat(tell(ImprovementCommandKind.APPROVE, found.getId()).getStatus())
                .isEqualTo(ReplyStatus.COMPLETED);
        SagaDefinition candidate = deployed.readValue();
        assertThat(candidate.getVersion()).isEqualTo("1.0.0-improve.1");
        assertThat(Objects.requireNonNull(DefinitionText.of(candidate.getSource()))
                        .plans()
                        .get(1))
                .matches(plan -> plan.timeoutMs() == 2_000 && plan.attemptsMax() == 2);
        assertThat(only().getState()).isEqualTo(ImprovementState.TRYING);
        assertThat(only().getPermille()).isEqualTo(500);
        definitions.pipeInput("order@1.0.0-improve.1", candidate);

        trade(60, "1.0.0", 1_000);
        trade(60, "1.0.0-improve.1", 2_000);

        assertThat(only().getState()).isEqualTo(ImprovementState.PROMOTED);
        assertThat(only().getHistory())
                .extracting(ImprovementStep::getState)
                .containsExactly(ImprovementState.PROPOSED, ImprovementState.TRYING, ImprovementState.PROMOTED);
        assertThat(only().getHistory().get(1).getBy()).isEqualTo("ann");
    }

    @Test
    void aChangeThatIsWorseIsRolledBack() {
        Improvement found = proposed();
        tell(ImprovementCommandKind.APPROVE, found.getId());

        trade(60, "1.0.0", 1_000);
        for (int i = 0; i < 12; i++) {
            take(failed("1.0.0-improve.1"));
        }

        assertThat(only().getState()).isEqualTo(ImprovementState.ROLLED_BACK);
        assertThat(alerts.readValuesToList()).extracting(Alert::getCode).contains("improvement.rolled-back");
        assertThat(tell(ImprovementCommandKind.APPROVE, found.getId()).getError())
                .contains("ROLLED_BACK");
    }

    private List<SagaEvent> failed(String version) {
        String id = "f-" + sagas++;
        long at = nowMs += 10;
        SagaFailure failure = new SagaFailure(SagaFailureKind.NON_RETRYABLE, "no");
        return List.of(
                event(id, 1, at, started(version), fact(SagaFactKind.ATTEMPT_STARTED, 0, 1)),
                event(
                        id,
                        2,
                        at + 50,
                        fact(SagaFactKind.ATTEMPT_FAILED, 0, 1).setFailure(failure),
                        fact(SagaFactKind.STEP_FAILED, 0, 0).setFailure(failure),
                        SagaFact.newBuilder().setKind(SagaFactKind.ENDED).setEnding(SagaEnding.COMPENSATED)));
    }

    @Test
    void aNewVersionMakesAProposalStale() {
        Improvement found = proposed();
        deploy("1.1.0");
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(only().getState()).isEqualTo(ImprovementState.STALE);
        assertThat(tell(ImprovementCommandKind.APPROVE, found.getId()).getStatus())
                .isEqualTo(ReplyStatus.REJECTED);
        assertThat(deployed.isEmpty()).isTrue();
    }

    @Test
    void whatWasRejectedDoesNotComeAgain() {
        Improvement found = proposed();
        assertThat(tell(ImprovementCommandKind.REJECT, found.getId()).getStatus())
                .isEqualTo(ReplyStatus.COMPLETED);
        trade(100, "1.0.0", 1_000);

        assertThat(only().getState()).isEqualTo(ImprovementState.REJECTED);
        assertThat(tell(ImprovementCommandKind.REJECT, "nobody").getError()).contains("no improvement");
    }
}
