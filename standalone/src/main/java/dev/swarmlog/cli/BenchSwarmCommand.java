package dev.swarmlog.cli;

import dev.swarmlog.bench.swarm.SwarmBench;
import dev.swarmlog.bench.swarm.SwarmScale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "swarm",
        description = {
            "Measure what swarms do: birds and searches on one thread, and work by agents on a real broker in this"
                    + " process.",
            "Agents are processes, a third of which is killed. It uses free ports and temporary folders, and leaves"
                    + " nothing behind. The last line of --json is the result."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog bench swarm --json")
final class BenchSwarmCommand implements Callable<Integer>, KeepsLogs {
    @Option(
            names = "--suppliers",
            paramLabel = "N",
            defaultValue = "" + SwarmScale.SUPPLIERS,
            description = "How many suppliers are brought in (${DEFAULT-VALUE})")
    private int suppliers;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.run(seconds -> SwarmBench.of(SwarmScale.of(suppliers, seconds)));
    }
}
