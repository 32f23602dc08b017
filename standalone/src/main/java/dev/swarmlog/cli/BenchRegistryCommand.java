package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.bench.Bench;
import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.registry.RegistryBench;
import dev.swarmlog.bench.registry.Scale;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.cli.view.Table;
import dev.swarmlog.standalone.EmbeddedBroker;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "registry",
        description = {
            "Measure what the agent-registry carries, on a real broker in this process.",
            "It uses free ports and a temporary folder, and leaves nothing behind. The last line of --json is the result."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog bench registry --json")
final class BenchRegistryCommand implements Callable<Integer>, KeepsLogs {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "" + Scale.SECONDS,
            description = "How long each throughput is measured (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "" + Scale.AGENTS,
            description = "How many agents beat; ten times as many have to fit (${DEFAULT-VALUE})")
    private int agents;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Only these parts, with commas between them")
    private Set<String> only = new LinkedHashSet<>();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        Bench bench = bench();
        RunLog log = RunLog.open("bench");
        try (EmbeddedBroker broker = EmbeddedBroker.temporary();
                EmbeddedSchemaRegistry schemas = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0)) {
            Ground ground = new Ground(broker.bootstrapServers(), schemas.url());
            tell(bench.name(), bench.run(ground, this::progress));
        } catch (RuntimeException e) {
            throw Failure.because(e.getMessage() + "; the log is " + log.file(), e);
        }
        log.delete();
        return 0;
    }

    private Bench bench() {
        try {
            return RegistryBench.of(Scale.of(agents, seconds)).only(only);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private void progress(String what) {
        if (!output.isJson()) {
            output.line(what + " ...");
        }
    }

    private void tell(String name, Findings findings) {
        if (output.isJson()) {
            ObjectNode json = Json.object().put("bench", name);
            findings.sections().forEach(json::putPOJO);
            output.json(Json.parse(json.toString()));
            return;
        }
        Table table = Table.of("SECTION", "NAME", ">VALUE");
        findings.sections()
                .forEach((section, values) -> values.forEach((what, value) -> table.row(section, what, value)));
        output.lines(table.lines());
    }
}
