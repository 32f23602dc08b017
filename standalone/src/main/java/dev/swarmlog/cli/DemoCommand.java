package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.examples.Programme;
import dev.swarmlog.cli.examples.Rehearsal;
import dev.swarmlog.cli.show.Interruption;
import dev.swarmlog.cli.show.Show;
import dev.swarmlog.cli.show.Show.Audience;
import dev.swarmlog.cli.show.Show.Audience.Interest;
import dev.swarmlog.cli.show.Summary;
import dev.swarmlog.cli.view.Figures;
import dev.swarmlog.schemas.wire.HttpSchemaRegistry;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.standalone.DataFolder;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = {
            "Start a platform, let a swarm join it, watch messages flow, and see two sagas to their ends.",
            "It uses free ports and a temporary folder, and leaves nothing behind."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog demo --seconds 20")
final class DemoCommand implements Callable<Integer>, KeepsLogs {
    private static final int SECONDS_MAX = 86_400;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long messages flow (${DEFAULT-VALUE})")
    private int seconds;

    @Mixin
    private final SimulationOptions simulation = new SimulationOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        if (seconds < 1 || seconds > SECONDS_MAX) {
            throw Failure.wrongUsage("--seconds: 1 to " + SECONDS_MAX + ", not " + seconds);
        }
        Scenario scenario = simulation.scenario("demo", Duration.ofSeconds(seconds));
        RunLog log = RunLog.open("demo");
        try (Interruption interruption = Interruption.watch()) {
            Summary summary = run(scenario, interruption);
            if (summary.isEven()) {
                log.delete();
                return 0;
            }
            throw Failure.because("messages were lost, doubled or answered wrongly; the log is " + log.file());
        } catch (RuntimeException e) {
            throw e instanceof Failure ? e : Failure.because(e.getMessage() + "; the log is " + log.file(), e);
        }
    }

    private Summary run(Scenario scenario, Interruption interruption) throws InterruptedException {
        PrintWriter out = output.out();
        out.println("Starting Kafka, the schema registry and the services in this process ...");
        out.flush();
        long startNanos = System.nanoTime();
        Summary summary;
        Optional<Programme> examples;
        double startupMs;
        try (Platform platform = Platform.start(PlatformOptions.temporary())) {
            startupMs = (System.nanoTime() - startNanos) / 1e6;
            out.println("Ready in " + Figures.seconds(startupMs) + ": Kafka " + platform.bootstrapServers()
                    + ", schemas " + platform.schemaRegistryUrl() + ", HTTP " + platform.httpUrl());
            out.println();
            out.flush();
            ClusterConfig cluster = ClusterConfig.of(
                    platform.bootstrapServers(), HttpSchemaRegistry.at(platform.schemaRegistryUrl(), ""));
            Audience audience = new Audience(out, Interest.PICTURES_OR_LINES, interruption);
            summary = new Summary(Show.run(cluster, scenario, audience).report());
            out.println();
            examples = interruption.hasCome() ? Optional.empty() : Optional.of(examples(cluster));
        }
        examples.ifPresent(programme -> output.lines(programme.lines()));
        output.lines(summary.lines());
        if (output.isJson()) {
            ObjectNode json = summary.json().put("startupMs", Math.round(startupMs));
            examples.ifPresent(programme -> json.set("sagas", programme.json()));
            output.json(json);
        }
        return summary;
    }

    private static Programme examples(ClusterConfig cluster) throws InterruptedException {
        try (DataFolder folder = DataFolder.temporary()) {
            return Rehearsal.run(cluster, folder.root().resolve("examples"));
        }
    }
}
