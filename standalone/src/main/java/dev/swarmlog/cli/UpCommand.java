package dev.swarmlog.cli;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.cli.agents.AgentsFile;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.show.Interruption;
import dev.swarmlog.cli.view.Figures;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.coordinator.configs.AgentsDocument;
import dev.swarmlog.examples.ExampleAgents;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.standalone.PlatformOptions.Listeners;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    private static final String LOG = "swarmlog.log";
    private static final Duration LOOK = Duration.ofMillis(500);

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

    @Option(
            names = "--agents",
            paramLabel = "FILE",
            description = "Declare the agents of a document, as 'agents apply' does; group built-in runs here")
    private @Nullable Path agents;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        Listeners listeners = new Listeners(
                place.port(0),
                place.schemaRegistryPort(),
                PlaceOptions.inRange("--http-port", httpPort, 0, PlaceOptions.PORT_MAX));
        if (echoes < 1 || echoes > EchoAgent.MOST) {
            throw Failure.wrongUsage("--echo: 1 to " + EchoAgent.MOST + ", not " + echoes + "; --no-echo is for none");
        }
        Optional<AgentsDocument> declares = Optional.ofNullable(agents).map(AgentsFile::sound);
        Path folder = place.folder("swarmlog");
        Logs.toFile(folder.resolve(LOG));
        try (Interruption interruption = Interruption.watch()) {
            return run(listeners, folder, declares, interruption);
        }
    }

    private int run(Listeners listeners, Path folder, Optional<AgentsDocument> declares, Interruption interruption)
            throws InterruptedException {
        Path log = folder.resolve(LOG);
        long startNanos = System.nanoTime();
        PlatformOptions options =
                PlatformOptions.keeping(folder).withListeners(listeners).withEnv(System.getenv());
        try (Platform platform = Platform.start(options);
                EchoAgent echo = EchoAgent.joining(platform, withoutEcho ? 0 : echoes, examples(folder), declares)) {
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
}
