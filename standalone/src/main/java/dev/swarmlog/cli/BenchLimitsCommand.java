package dev.swarmlog.cli;

import dev.swarmlog.bench.limits.LimitsBench;
import dev.swarmlog.bench.limits.LimitsScale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "limits",
        description = {
            "Measure what Kafka and Kafka Streams do on this machine without us, on a real broker in this process.",
            "It uses free ports and a temporary folder, and leaves nothing behind. The last line of --json is the result."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog bench limits --json")
final class BenchLimitsCommand implements Callable<Integer>, KeepsLogs {
    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.run(seconds -> LimitsBench.of(LimitsScale.of(seconds)));
    }
}
