package dev.swarmlog.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.host.HostSettings;
import dev.swarmlog.agent.messages.ClientSettings;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.cli.saga.SagaLog;
import dev.swarmlog.saga.history.Audit;
import dev.swarmlog.sagas.Deployment;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantee 1 of the design: nothing accepted is lost, when the whole platform is killed in the middle of the work; and sagas go on. */
@Tag("alone")
class KilledPlatformIT {
    private static final int MESSAGES = 10_000;
    private static final int KILL_AFTER_REPLIES = 3_000;
    private static final int AGENTS = 20;
    private static final int SAGAS = 300;
    private static final int LONG_TASKS = 40;
    private static final String ECHOES = """
        apiVersion: swarmlog.dev/v1
        kind: Saga
        metadata: {name: echoes, version: 1.0.0}
        steps:
          one: {task: echo}
          rest: {kind: TIMER, delay: 5s, after: one}
          two: {task: echo, after: rest, input: "${steps.one.output}"}
        """;

    @TempDir
    Path folder;

    @Test
    void everyAcceptedMessageEndsInOneReplyOrDeadLetterThoughThePlatformIsKilled() throws Exception {
        Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
        LongTasks longTasks = new LongTasks(LONG_TASKS);
        AtomicInteger answered = new AtomicInteger();
        try (UpProcess up = UpProcess.start(folder)) {
            ClusterConfig cluster = ClusterConfig.of(up.bootstrapServers(), up.schemaRegistry());
            var settings = HostSettings.DEFAULT.withHeartbeatInterval(Duration.ofSeconds(1));
            var patience = ClientSettings.DEFAULT.withTimeout(Duration.ofMinutes(2));
            try (AgentHost host = AgentHost.connect(cluster, settings)
                            .add(echoes(runs, longTasks))
                            .start();
                    MessageClient client = MessageClient.connect(cluster, patience);
                    SagaClient sagas = SagaClient.connect(cluster)) {
                awaitAgents(client);
                runs.clear();
                List<CompletableFuture<Reply>> ends = startSagas(cluster, sagas);

                List<CompletableFuture<Reply>> replies = new ArrayList<>();
                Thread submitting = Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < MESSAGES; i++) {
                        var reply = client.submit(MessageDraft.ofType("echo").json("{\"n\":" + i + "}"));
                        replies.add(reply.whenComplete((answer, failure) -> answered.incrementAndGet()));
                    }
                });
                Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> answered.get() >= KILL_AFTER_REPLIES);
                List<CompletableFuture<Reply>> underWay = longTasks.submit(client);
                up.kill();
                int answeredAtKill = answered.get();
                assertThat(ends).as("killed in the middle").noneMatch(CompletableFuture::isDone);
                Duration ready = up.restart();
                submitting.join();
                CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
                        .get(150, TimeUnit.SECONDS);
                longTasks.end();
                CompletableFuture.allOf(underWay.toArray(CompletableFuture[]::new))
                        .get(60, TimeUnit.SECONDS);

                assertSagasWentOn(cluster, ends);
                Tally tally = Tally.of(cluster);
                System.out.printf(
                        "killed after %d of %d replies, ready again after %d ms; %d replies stand twice in the log, "
                                + "%d messages were worked on twice%n",
                        answeredAtKill,
                        MESSAGES,
                        ready.toMillis(),
                        tally.repeatedReplies(),
                        runs.values().stream().filter(count -> count.get() > 1).count());
                assertThat(folder.resolve("data").resolve("swarmlog.log"))
                        .as("what the killed services had begun was ended")
                        .content()
                        .doesNotContain("transactions of the life before stay open");
                assertThat(host.size()).isEqualTo(AGENTS);
                assertThat(answeredAtKill).as("killed in the middle").isLessThan(MESSAGES);
                replies.addAll(underWay);
                assertThat(replies)
                        .allSatisfy(
                                reply -> assertThat(reply.join().getStatus()).isEqualTo(ReplyStatus.COMPLETED));
                assertThat(tally.accepted()).hasSizeGreaterThanOrEqualTo(MESSAGES);
                assertThat(tally.unanswered()).isEmpty();
                assertThat(tally.answeredTwice()).isEmpty();
                assertThat(tally.contradictory()).isEmpty();
                assertThat(Tally.givenTwice(cluster))
                        .as("given to a second agent")
                        .isEmpty();
            }
        }
    }

    private static List<CompletableFuture<Reply>> startSagas(ClusterConfig cluster, SagaClient sagas) {
        Deployment.deploy(cluster, ECHOES);
        return IntStream.range(0, SAGAS)
                .mapToObj(number -> sagas.ask(SagaCommand.newBuilder()
                        .setKind(SagaCommandKind.START)
                        .setSagaId("saga-" + number)
                        .setName("echoes")
                        .setJson("{\"n\":" + number + "}")
                        .setSentAtMs(0)))
                .toList();
    }

    private static void assertSagasWentOn(ClusterConfig cluster, List<CompletableFuture<Reply>> ends) throws Exception {
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        for (int i = 0; i < SAGAS; i++) {
            Reply end = ends.get(i).join();
            assertThat(end.getStatus()).isEqualTo(ReplyStatus.COMPLETED);
            String result =
                    StandardCharsets.UTF_8.decode(end.getResult().duplicate()).toString();
            assertThat(result).isEqualTo("{\"two\":{\"n\":" + i + "}}");
        }
        var audit = new Audit();
        new SagaLog(cluster).history("", audit::see);
        assertThat(audit.whole()).isEqualTo(SAGAS);
        assertThat(audit.broken()).isEmpty();
    }

    private static List<Agent> echoes(Map<String, AtomicInteger> runs, LongTasks longTasks) {
        return IntStream.range(0, AGENTS)
                .mapToObj(number -> Agent.named("echo-" + number)
                        .capability("echo", "1.0.0")
                        .concurrency(8)
                        .handler(context -> {
                            runs.computeIfAbsent(context.messageId(), id -> new AtomicInteger())
                                    .incrementAndGet();
                            String payload = StandardCharsets.UTF_8
                                    .decode(context.payload())
                                    .toString();
                            longTasks.workOn(payload);
                            return Result.json(payload);
                        }))
                .toList();
    }

    /** The first reply means that agents are known to the router; before, it may rightly say that nobody can echo. */
    static void awaitAgents(MessageClient client) {
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> {
            Reply reply = client.submit(MessageDraft.ofType("echo").json("{}")).get(30, TimeUnit.SECONDS);
            return reply.getStatus() == ReplyStatus.COMPLETED;
        });
    }
}
