package dev.swarmlog.cli;

import dev.swarmlog.bench.registry.RegistryBench;
import dev.swarmlog.bench.registry.Scale;
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
            names = "--agents",
            paramLabel = "N",
            defaultValue = "" + Scale.AGENTS,
            description = "How many agents beat; ten times as many have to fit (${DEFAULT-VALUE})")
    private int agents;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.run(seconds -> RegistryBench.of(Scale.of(agents, seconds)));
    }
}
