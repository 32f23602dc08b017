package dev.swarmlog.cli;

import dev.swarmlog.bench.saga.SagaBench;
import dev.swarmlog.bench.saga.SagaScale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "saga",
        description = {
            "Measure what the saga-engine carries, with a router, on a real broker in this process.",
            "It uses free ports and a temporary folder, and leaves nothing behind. The last line of --json is the result."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog bench saga --json")
final class BenchSagaCommand implements Callable<Integer>, KeepsLogs {
    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "" + SagaScale.IN_FLIGHT,
            description = "How many sagas go on at once while throughput is measured (${DEFAULT-VALUE})")
    private int inFlight;

    @Option(
            names = "--held",
            paramLabel = "N",
            defaultValue = "" + SagaScale.HELD,
            description = "How many wait for agents while memory is measured (${DEFAULT-VALUE})")
    private int held;

    @Option(
            names = "--asleep",
            paramLabel = "N",
            defaultValue = "" + SagaScale.ASLEEP,
            description = "How many wait for a timer while idle costs are measured (${DEFAULT-VALUE})")
    private int asleep;

    @Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws InterruptedException {
        return options.run(seconds -> SagaBench.of(SagaScale.of(inFlight, held, asleep, seconds)));
    }
}
