package dev.swarmlog.cli;

import dev.swarmlog.bench.Bench;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.standalone.EmbeddedBroker;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all benches are asked, and how one is run: on a broker of its own, which leaves nothing behind. */
final class BenchOptions {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long each throughput is measured (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Only these parts, with commas between them")
    private Set<String> only = new LinkedHashSet<>();

    @Mixin
    private final Output output = new Output();

    /** Runs the bench that is made for so many seconds. */
    int run(IntFunction<Bench> ofSeconds) throws InterruptedException {
        Bench bench = chosen(ofSeconds);
        RunLog log = RunLog.open("bench");
        try (EmbeddedBroker broker = EmbeddedBroker.temporary();
                EmbeddedSchemaRegistry schemas = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0)) {
            Ground ground = new Ground(broker.bootstrapServers(), schemas.url());
            new BenchTelling(output).tell(bench.name(), bench.run(ground, this::progress));
        } catch (RuntimeException e) {
            throw Failure.because(e.getMessage() + "; the log is " + log.file(), e);
        }
        log.delete();
        return 0;
    }

    private Bench chosen(IntFunction<Bench> ofSeconds) {
        try {
            return ofSeconds.apply(seconds).only(only);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private void progress(String what) {
        if (!output.isJson()) {
            output.line(what + " ...");
        }
    }
}
