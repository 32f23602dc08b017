package dev.swarmlog.cli;

import dev.swarmlog.bench.router.RouterBench;
import dev.swarmlog.bench.router.RouterScale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "router",
        description = {
            "Measure what the router carries, on a real broker in this process.",
            "It uses free ports and a temporary folder, and leaves nothing behind. The last line of --json is the result."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog bench router --json")
final class BenchRouterCommand implements Callable<Integer>, KeepsLogs {
    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "" + RouterScale.AGENTS,
            description = "How many agents there are (${DEFAULT-VALUE})")
    private int agents;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.run(seconds -> RouterBench.of(RouterScale.of(agents, seconds)));
    }
}
