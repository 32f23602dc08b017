package dev.swarmlog.cli.examples;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.discovery.AgentDirectory;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.saga.SagaLog;
import dev.swarmlog.examples.ExampleAgents;
import dev.swarmlog.examples.desk.Table;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import dev.swarmlog.v1.SagaDefinition;
import dev.swarmlog.v1.SagaStatus;
import dev.swarmlog.v1.SagaStepState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the examples: a report that is filed, the same one where nobody takes it, and research that a person approves. */
public final class Rehearsal {
    private static final String REPORT = "csrd-report";
    private static final String RESEARCH = "research";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final SagaLog log;
    private final SagaClient client;

    private Rehearsal(SagaLog log, SagaClient client) {
        this.log = log;
        this.client = client;
    }

    /** Fails, and says how, where one of them does not end as it should. */
    public static Programme run(ClusterConfig cluster, Path folder) throws InterruptedException {
        List<Agent> agents = ExampleAgents.in(folder);
        Set<String> missing = ConcurrentHashMap.newKeySet();
        agents.forEach(agent -> missing.add(agent.id()));
        try (AgentDirectory directory = AgentDirectory.open(cluster);
                AgentHost host = AgentHost.connect(cluster);
                SagaClient client = SagaClient.connect(cluster)) {
            directory.listen((agentId, status) -> {
                if (status != null && status.getState() == AgentState.HEALTHY) {
                    missing.remove(agentId);
                }
            });
            host.add(agents).start();
            Rehearsal rehearsal = new Rehearsal(new SagaLog(cluster), client);
            rehearsal.deploy(REPORT);
            rehearsal.deploy(RESEARCH);
            await(missing::isEmpty, () -> "these agents of the examples were not healthy: " + missing);
            return rehearsal.play(folder);
        }
    }

    private Programme play(Path folder) throws InterruptedException {
        String input = Table.text(REPORT + "/input.json");
        CompletableFuture<Reply> research = start(RESEARCH, "research-1", Table.text(RESEARCH + "/input.json"));
        CompletableFuture<Reply> filed = start(REPORT, "report-1", input);
        settled(filed);
        CompletableFuture<Reply> refused = start(REPORT, "report-2", input.replace("\"open\"", "\"closed\""));
        await(() -> isAsking("research-1"), () -> "research-1 did not ask for approval");
        settled(client.ask(command(SagaCommandKind.ANSWER, "research-1")
                .setTarget("approve")
                .setApproved(true)
                .setReason("well quoted")));
        settled(research);
        settled(refused);
        Programme programme =
                new Programme(performance("report-1"), performance("report-2"), performance("research-1"));
        programme.check(folder);
        return programme;
    }

    private boolean isAsking(String sagaId) {
        SagaStatus status = log.status().get(sagaId);
        return status != null
                && status.getSteps().stream()
                        .anyMatch(step -> step.getName().equals("approve") && step.getState() == SagaStepState.WAITING);
    }

    private Performance performance(String sagaId) throws InterruptedException {
        await(() -> hasEnded(log.status().get(sagaId)), () -> sagaId + " did not end");
        return new Performance(
                Objects.requireNonNull(log.status().get(sagaId)),
                log.events(sagaId).stream().map(log::event).toList());
    }

    private static boolean hasEnded(@Nullable SagaStatus status) {
        return status != null && status.getEndedAtMs() > 0;
    }

    private void deploy(String name) {
        String source = Table.text(name + "/saga.yaml");
        if (!(new Definitions().validate(source) instanceof Validation.Valid(Definition definition))) {
            throw new IllegalStateException(name + " is no saga");
        }
        log.deploy(new SagaDefinition(
                definition.name(),
                definition.version(),
                "application/yaml",
                source,
                definition.hash(),
                "demo",
                System.currentTimeMillis()));
    }

    private CompletableFuture<Reply> start(String name, String sagaId, String input) {
        return client.ask(command(SagaCommandKind.START, sagaId).setName(name).setJson(input.strip()));
    }

    private static SagaCommand.Builder command(SagaCommandKind kind, String sagaId) {
        return SagaCommand.newBuilder()
                .setKind(kind)
                .setSagaId(sagaId)
                .setBy("demo")
                .setSentAtMs(System.currentTimeMillis());
    }

    private static Reply settled(CompletableFuture<Reply> reply) throws InterruptedException {
        try {
            return reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw Failure.because("an example saga gave no answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw Failure.because("an example saga gave no answer: " + e.getCause(), e);
        }
    }

    private static void await(BooleanSupplier condition, Supplier<String> otherwise) throws InterruptedException {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUpAt) {
                throw Failure.because(otherwise.get() + " within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(LOOK);
        }
    }
}
