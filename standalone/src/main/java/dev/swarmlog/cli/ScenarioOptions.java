package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.document.Problem;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.scenario.Reading;
import dev.swarmlog.simulator.scenario.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Which scenario to simulate: one that is written, or one that flags make. */
final class ScenarioOptions {
    private static final List<String> WRITTEN = List.of("--agents", "--rate", "--service-time", "--failures", "--name");

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = "Simulate what this file says (docs/simulator.md); it is refused before anything starts")
    @Nullable
    private Path file;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationText.class,
            description = "How long messages are submitted (${DEFAULT-VALUE}, or as the scenario says)")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "sim",
            description = "What the agents' names begin with (${DEFAULT-VALUE}; a scenario has its own)")
    private String name = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides all that is random (${DEFAULT-VALUE}, or as the scenario says)")
    private long seed;

    Scenario scenario(SimulationOptions flags, ParseResult given) {
        Path written = file;
        if (written == null) {
            return flags.scenario(name, duration).seeded(seed);
        }
        for (String flag : WRITTEN) {
            if (given.hasMatchedOption(flag)) {
                throw Failure.wrongUsage(flag + ": the scenario says that, " + written);
            }
        }
        Scenario scenario = read(written);
        scenario = given.hasMatchedOption("--seed") ? scenario.seeded(seed) : scenario;
        return given.hasMatchedOption("--duration") ? scenario.lasting(duration) : scenario;
    }

    private static Scenario read(Path file) {
        byte[] bytes = new DefinitionFile("a scenario", ScenarioReader.BYTES_MAX).bytes(file);
        ScenarioReader reader = new ScenarioReader(trace -> Files.newBufferedReader(file.resolveSibling(trace)));
        return switch (reader.read(bytes)) {
            case Reading.Valid(Scenario scenario) -> scenario;
            case Reading.Invalid(List<Problem> problems) ->
                throw Failure.wrongUsage("the scenario cannot be simulated:\n"
                        + problems.stream().map(problem -> file + ":" + problem).collect(Collectors.joining("\n")));
        };
    }
}
