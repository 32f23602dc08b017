package dev.swarmlog.cli;

import dev.swarmlog.bench.hot.HotBench;
import dev.swarmlog.cli.cluster.Failure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "hot",
        description = {
            "Measure the pieces that every record goes through, each alone, by JMH.",
            "In nanoseconds and allocated bytes a call; the last line of --json is the result."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog bench hot --only Serde")
final class BenchHotCommand implements Callable<Integer> {
    @Option(
            names = "--only",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Only those with this in their name, like Serde or Rules.evaluated")
    private String only = "";

    @Option(names = "--thorough", description = "Three JVMs for each and five iterations, instead of one and three")
    private boolean thorough;

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        try {
            HotBench.Scale scale = thorough ? HotBench.Scale.THOROUGH : HotBench.Scale.QUICK;
            new BenchTelling(output).tell("hot", HotBench.run(only.replace("Hot", ""), scale));
            return 0;
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }
}
