package dev.swarmlog.coordinator.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.budget.core.Ledger;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.BudgetAmounts;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetCommandKind;
import dev.swarmlog.v1.BudgetEvent;
import dev.swarmlog.v1.BudgetStatus;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets through the real serdes. */
final class BudgetTopologyTest {
    private static final String ACME = """
        apiVersion: swarmlog.dev/v1
        kind: Budget
        metadata: {name: acme}
        spec:
          limit: {tokens: 1000}
          alerts: [50, 100]
          atLimit: {do: ASK, within: 1m}
          hold: 10m
          below:
            "*": {limit: {tokens: 400}, atLimit: {do: DEGRADE, capability: llm.small, percent: 10}}
        """;

    private final Wire wire = new Wire(new Topics(""), new InMemorySchemaRegistry());
    private final Topics topics = wire.topics();

    @TempDir
    private Path folder;

    private TopologyTestDriver driver;
    private TestInputTopic<String, BudgetCommand> commands;
    private TestOutputTopic<String, Reply> replies;
    private TestOutputTopic<String, Reply> sagaReplies;
    private TestOutputTopic<String, BudgetEvent> events;
    private TestOutputTopic<String, BudgetStatus> statuses;
    private TestOutputTopic<String, Alert> alerts;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "budgets");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        BudgetTopology budgets =
                new BudgetTopology(wire, new BudgetMeters(new SimpleMeterRegistry()), new BudgetIndex());
        driver = new TopologyTestDriver(budgets.addTo(new Topology()), properties, Instant.ofEpochMilli(1_000_000));
        commands = driver.createInputTopic(
                topics.budgetCommands.name(),
                new StringSerializer(),
                wire.serde(topics.budgetCommands).serializer());
        replies = output(topics.replies);
        sagaReplies = output(topics.sagaReplies);
        events = output(topics.budgetEvents);
        statuses = output(topics.budgetStatus);
        alerts = output(topics.alerts);
    }

    private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
        return driver.createOutputTopic(
                topic.name(), new StringDeserializer(), wire.serde(topic).deserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private static BudgetCommand.Builder command(BudgetCommandKind kind, String id) {
        return BudgetCommand.newBuilder()
                .setKind(kind)
                .setBudget("acme")
                .setReservationId(id)
                .setReplyTopic("messages.replies")
                .setCorrelationKey("me")
                .setSentAtMs(1);
    }

    private static BudgetCommand.Builder reserve(String id, String path, long tokens) {
        return command(BudgetCommandKind.RESERVE, id).setPath(path).setAmounts(new BudgetAmounts(tokens, 0L, 1L, 0L));
    }

    private Reply ask(BudgetCommand.Builder command) {
        commands.pipeInput("acme", command.build());
        TestRecord<String, Reply> reply = replies.readRecord();
        assertThat(reply.key()).isEqualTo("me");
        return reply.value();
    }

    private static String result(Reply reply) {
        return StandardCharsets.UTF_8.decode(reply.getResult().duplicate()).toString();
    }

    @Test
    void aBudgetIsSetAndSpentAndSeen() {
        assertThat(ask(command(BudgetCommandKind.SET, "").setSource(ACME)).getStatus())
                .isEqualTo(ReplyStatus.COMPLETED);
        Reply granted = ask(reserve("r1", "acme/saga-1", 300));
        Reply degraded = ask(reserve("r2", "acme/saga-1", 300));
        ask(command(BudgetCommandKind.SETTLE, "r1")
                .setTokensIn(200)
                .setTokensOut(80)
                .setAgentId("agent-7"));
        driver.advanceWallClockTime(Duration.ofMillis(500));

        assertThat(granted.getMessageId()).isEqualTo("r1");
        assertThat(result(granted)).contains("\"verdict\":\"GRANTED\"").contains("\"tokens\":300");
        assertThat(result(degraded)).contains("\"verdict\":\"DEGRADED\",\"capability\":\"llm.small\",\"tokens\":30,");
        var shown = statuses.readKeyValuesToMap();
        BudgetStatus acme = Objects.requireNonNull(shown.get("acme"));
        assertThat(acme.getSpent().getTokens()).isEqualTo(280);
        assertThat(acme.getReserved().getTokens()).isEqualTo(30);
        assertThat(acme.getLimit()).isEqualTo(new BudgetAmounts(1_000L, -1L, -1L, -1L));
        assertThat(acme.getOpen()).isEqualTo(1);
        assertThat(acme.getAgents().getFirst().getName()).isEqualTo("agent-7");
        assertThat(Objects.requireNonNull(shown.get("acme/saga-1")).getSpent().getTokens())
                .isEqualTo(280);
    }

    @Test
    void aSagaHearsByItsOwnTopicAndKey() {
        ask(command(BudgetCommandKind.SET, "").setSource(ACME));

        commands.pipeInput(
                "acme",
                reserve("budget:s-1/x/0/f1", "acme/s-1", 10)
                        .setReplyTopic("sagas.replies")
                        .setCorrelationKey("s-1")
                        .build());

        TestRecord<String, Reply> heard = sagaReplies.readRecord();
        assertThat(heard.key()).isEqualTo("s-1");
        assertThat(heard.value().getMessageId()).isEqualTo("budget:s-1/x/0/f1");
    }

    @Test
    void aPersonIsAskedAndTheRequesterHearsBothAnswers() {
        ask(command(BudgetCommandKind.SET, "").setSource(ACME.replace("400", "5000")));
        ask(reserve("r1", "acme", 900));

        assertThat(ask(reserve("r2", "acme", 200)).getStatus()).isEqualTo(ReplyStatus.PARTIAL);
        driver.advanceWallClockTime(Duration.ofMillis(500));
        assertThat(Objects.requireNonNull(statuses.readKeyValuesToMap().get("acme"))
                        .getQuestions())
                .extracting(it -> it.getReservationId())
                .containsExactly("r2");
        assertThat(alerts.readValuesToList()).extracting(Alert::getCode).containsExactly("budget.approval-asked");

        commands.pipeInput(
                "acme", command(BudgetCommandKind.APPROVE, "r2").setBy("ann").build());

        assertThat(replies.readValuesToList())
                .extracting(it -> result(it).replaceAll(",.*", ""))
                .containsExactly("{\"verdict\":\"GRANTED\"", "{\"verdict\":\"DONE\"}");
        commands.pipeInput("acme", reserve("r3", "acme", 200).build());
        driver.advanceWallClockTime(Duration.ofMinutes(2));
        assertThat(replies.readValuesToList())
                .extracting(Reply::getError)
                .containsExactly("budget acme has no room: 200 tokens too few", "nobody approved it in time");
    }

    @Test
    void whatMakesNoSenseIsAnsweredAndChangesNothing() {
        assertThat(ask(reserve("r", "acme", 1)).getError()).isEqualTo("there is no budget acme");
        assertThat(ask(reserve("r", "other/x", 1)).getError()).contains("must begin with the budget");
        assertThat(ask(command(BudgetCommandKind.UNKNOWN, "")).getError()).contains("newer coordinator");
        assertThat(ask(command(BudgetCommandKind.SETTLE, "r")).getErrorClass()).isEqualTo(ErrorClass.NON_RETRYABLE);
        assertThat(ask(command(BudgetCommandKind.SET, "").setSource("kind: Budget"))
                        .getError())
                .contains("apiVersion: swarmlog.dev/v1 is expected, found nothing");
        assertThat(ask(command(BudgetCommandKind.SET, "").setSource(ACME.replace("acme", "b")))
                        .getError())
                .contains("the definition is of b");
        assertThat(ask(reserve("r", "acme", 1).setAgentId("x".repeat(300))).getError())
                .contains("at most 256");
        commands.pipeInput("wrong", reserve("r", "acme", 1).build());
        assertThat(replies.readValue().getError()).contains("the key of the record");
        commands.pipeInput("acme", (BudgetCommand) null);

        assertThat(events.isEmpty()).isTrue();
        driver.advanceWallClockTime(Duration.ofMillis(500));
        assertThat(statuses.isEmpty()).isTrue();
    }

    @Test
    void whatIsRemovedIsNotSeenAnyMore() {
        ask(command(BudgetCommandKind.SET, "").setSource(ACME));
        ask(reserve("r1", "acme/saga-1", 10));
        driver.advanceWallClockTime(Duration.ofMillis(500));
        assertThat(statuses.readKeyValuesToMap()).containsOnlyKeys("acme", "acme/saga-1");

        ask(command(BudgetCommandKind.REMOVE, "").setBy("ann"));
        driver.advanceWallClockTime(Duration.ofMillis(500));

        assertThat(statuses.readKeyValuesToMap()).containsEntry("acme", null).containsEntry("acme/saga-1", null);
        assertThat(ask(reserve("r2", "acme", 1)).getError()).isEqualTo("there is no budget acme");
        assertThat(ask(command(BudgetCommandKind.SET, "").setSource(ACME)).getStatus())
                .isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void theEventsFoldToWhatIsSeen() {
        long seed = Long.getLong("seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        ask(command(BudgetCommandKind.SET, "").setSource(ACME));
        for (int i = 0; i < 400; i++) {
            String id = "r" + random.nextInt(i + 1);
            BudgetCommand.Builder next = switch (random.nextInt(6)) {
                case 0 -> command(BudgetCommandKind.RELEASE, id);
                case 1, 2 ->
                    command(BudgetCommandKind.SETTLE, id)
                            .setTokensIn(random.nextInt(40))
                            .setAgentId("a");
                case 3 -> command(BudgetCommandKind.APPROVE, id);
                default -> reserve("r" + i, "acme/s" + random.nextInt(5), random.nextInt(60));
            };
            commands.pipeInput("acme", next.build());
            driver.advanceWallClockTime(Duration.ofMillis(random.nextInt(2_000)));
        }
        driver.advanceWallClockTime(Duration.ofMillis(500));

        Ledger folded = BudgetFacts.unfolded("acme");
        List<BudgetEvent> history = events.readValuesToList();
        history.forEach(event -> BudgetFacts.fold(folded, event));

        var shown = statuses.readKeyValuesToMap();
        assertThat(shown).as("-Dseed=%s", seed).hasSize(folded.accounts().size());
        folded.accounts()
                .forEach(account -> assertThat(shown.get(account.path()))
                        .as("-Dseed=%s", seed)
                        .isEqualTo(BudgetPicture.of(folded, account)));
        assertThat(history.getLast().getVersion()).isEqualTo(history.size());
    }
}
