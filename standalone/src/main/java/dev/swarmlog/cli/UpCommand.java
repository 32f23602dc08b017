package dev.swarmlog.cli;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.show.Interruption;
import dev.swarmlog.cli.view.Figures;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.examples.ExampleAgents;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.standalone.PlatformOptions.Listeners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = {
            "Run the whole platform in this process until Ctrl-C.",
            "What is in its folder is there again next time."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog up --data /var/lib/swarmlog")
final class UpCommand implements Callable<Integer>, KeepsLogs {
    private static final Duration LOOK = Duration.ofMillis(500);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder that keeps everything ($XDG_DATA_HOME/swarmlog or ~/.local/share/swarmlog)")
    private @Nullable Path data;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9092",
            description = "Kafka's port, 0 for any (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--schema-registry-port",
            paramLabel = "N",
            defaultValue = "8081",
            description = "The schema registry's port, 0 for any (${DEFAULT-VALUE})")
    private int schemaRegistryPort;

    @Option(
            names = "--http-port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port of the services' HTTP interface, 0 for any (${DEFAULT-VALUE})")
    private int httpPort;

    @Option(
            names = "--no-echo",
            description = "Without the built-in agent that answers messages of type echo with what they hold")
    private boolean withoutEcho;

    @Option(
            names = "--echo",
            paramLabel = "N",
            defaultValue = "1",
            description = "So many of the built-in agents, to ask several at once (${DEFAULT-VALUE})")
    private int echoes;

    @Option(
            names = "--examples",
            description = "With the agents of examples/sagas; what they make is below the data, in examples")
    private boolean withExamples;

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        List.of(port, schemaRegistryPort, httpPort).forEach(UpCommand::check);
        if (echoes < 1 || echoes > EchoAgent.MOST) {
            throw Failure.wrongUsage("--echo: 1 to " + EchoAgent.MOST + ", not " + echoes + "; --no-echo is for none");
        }
        Path folder = folder(data == null ? usualFolder() : data);
        Path log = folder.resolve("swarmlog.log");
        Logs.toFile(log);
        try (Interruption interruption = Interruption.watch()) {
            return run(folder, log, interruption);
        }
    }

    private int run(Path folder, Path log, Interruption interruption) throws InterruptedException {
        long startNanos = System.nanoTime();
        PlatformOptions options = PlatformOptions.keeping(folder)
                .withListeners(new Listeners(port, schemaRegistryPort, httpPort))
                .withEnv(System.getenv());
        try (Platform platform = Platform.start(options);
                EchoAgent echo = EchoAgent.joining(platform, withoutEcho ? 0 : echoes, examples(folder))) {
            double startupMs = (System.nanoTime() - startNanos) / 1e6;
            if (!output.isJson()) {
                output.lines(echo.invitation());
            }
            announce(platform, folder, log, startupMs);
            CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(
                    () -> failureOf(platform), task -> Thread.ofVirtual().start(task));
            while (!interruption.comesWithin(LOOK)) {
                if (failure.isDone()) {
                    throw Failure.because("a service failed: " + failure.join() + "; the log is " + log);
                }
            }
            if (!output.isJson()) {
                output.line("stopping ...");
            }
        }
        if (!output.isJson()) {
            output.line("stopped; the data stays in " + folder);
        }
        return 0;
    }

    private void announce(Platform platform, Path folder, Path log, double startupMs) {
        if (output.isJson()) {
            output.json(Json.object()
                    .put("bootstrapServers", platform.bootstrapServers())
                    .put("schemaRegistry", platform.schemaRegistryUrl())
                    .put("http", platform.httpUrl())
                    .put("data", folder.toString())
                    .put("log", log.toString())
                    .put("startupMs", Math.round(startupMs)));
            return;
        }
        output.lines(List.of(
                "Kafka            " + platform.bootstrapServers(),
                "schema registry  " + platform.schemaRegistryUrl(),
                "HTTP             " + platform.httpUrl(),
                "data             " + folder,
                "log              " + log,
                "ready in " + Figures.seconds(startupMs) + "; Ctrl-C stops it"));
    }

    private List<Agent> examples(Path folder) {
        return withExamples ? ExampleAgents.in(folder.resolve("examples")) : List.of();
    }

    private static Throwable failureOf(Platform platform) {
        try {
            return platform.awaitFailure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        }
    }

    private static void check(int port) {
        if (port < 0 || port > 65_535) {
            throw Failure.wrongUsage("a port is 0 to 65535, not " + port);
        }
    }

    /** The usual ports are the machine's, and so is the usual folder: whoever comes back finds their data. */
    private static Path usualFolder() {
        String shared = System.getenv("XDG_DATA_HOME");
        Path base = shared == null || shared.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(shared);
        return base.resolve("swarmlog");
    }

    private static Path folder(Path wanted) {
        try {
            Path folder = Files.createDirectories(wanted.toAbsolutePath().normalize());
            if (!Files.isWritable(folder)) {
                throw Failure.because("cannot write to the data folder " + folder + "; --data names another one");
            }
            return folder;
        } catch (IOException e) {
            throw Failure.because(
                    "cannot make the data folder " + wanted.toAbsolutePath() + " ("
                            + e.getClass().getSimpleName() + "); --data names another one",
                    e);
        }
    }
}
