package dev.swarmlog.cli;

import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which saga is told something, and by whom: what all such commands have. */
final class SagaTelling {
    private static final int SECONDS_MAX = 15;

    @Parameters(index = "0", paramLabel = "ID", description = "The saga's id")
    private String id = "";

    @Option(names = "--by", paramLabel = "WHO", description = "Who says so (now ${DEFAULT-VALUE})")
    private String by = System.getProperty("user.name", "");

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    static SagaCommand.Builder command(SagaCommandKind kind, String sagaId) {
        return SagaCommand.newBuilder()
                .setKind(kind)
                .setSagaId(sagaId)
                .setBy(System.getProperty("user.name", ""))
                .setSentAtMs(System.currentTimeMillis());
    }

    SagaCommand.Builder command(SagaCommandKind kind) {
        return command(kind, id).setBy(by);
    }

    String id() {
        return id;
    }

    /** For people; programs have it in the answer. */
    void print(String line) {
        if (!output.isJson()) {
            output.line(line);
        }
    }

    ClusterOptions cluster() {
        return cluster;
    }

    /** Waits for the engine's word on it. */
    int tell(SagaCommand.Builder command) throws InterruptedException {
        try (SagaClient client = SagaClient.connect(cluster.reach())) {
            Reply reply = settled(client.ask(command).orTimeout(SECONDS_MAX, TimeUnit.SECONDS));
            boolean done = reply.getStatus() == ReplyStatus.COMPLETED;
            if (output.isJson()) {
                output.json(Json.object()
                        .put("sagaId", command.getSagaId())
                        .put("done", done)
                        .put("error", reply.getError()));
            } else if (!done) {
                throw Failure.because("saga " + id + ": " + reply.getError());
            }
            return done ? 0 : Failure.FAILED;
        }
    }

    static <T> T settled(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof java.util.concurrent.TimeoutException) {
                throw Failure.cannotReach("no saga-engine answered within " + SECONDS_MAX + " s", cause);
            }
            throw Failure.because(String.valueOf(cause.getMessage()), cause);
        }
    }
}
