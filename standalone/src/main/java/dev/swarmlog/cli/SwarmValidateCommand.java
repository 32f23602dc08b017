package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.coordinator.core.colony.SwarmDefinition;
import dev.swarmlog.coordinator.swarm.definition.Reading;
import dev.swarmlog.coordinator.swarm.definition.SwarmReader;
import dev.swarmlog.document.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description = "Say all that is wrong with definitions of swarms. Reaches no cluster.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog swarm validate examples/swarms/flock.yaml")
final class SwarmValidateCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "YAML or JSON, one definition each; - is standard input")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        SwarmReader reader = new SwarmReader();
        ArrayNode rows = Json.object().putArray("files");
        List<String> lines = new ArrayList<>();
        int wrong = 0;
        for (Path file : files) {
            Reading reading = reader.read(SwarmRunCommand.FILE.bytes(file));
            wrong += reading instanceof Reading.Invalid ? 1 : 0;
            rows.add(row(file, reading));
            lines.addAll(lines(file, reading));
        }
        if (output.isJson()) {
            output.json(Json.object().put("wrong", wrong).set("files", rows));
        } else {
            output.lines(lines);
        }
        return wrong == 0 ? 0 : Failure.FAILED;
    }

    private static List<String> lines(Path file, Reading reading) {
        return switch (reading) {
            case Reading.Valid(SwarmDefinition definition) ->
                List.of(file + ": " + definition.name() + ", "
                        + definition.task().behaviour() + ", " + definition.hash());
            case Reading.Invalid(List<Problem> problems) ->
                problems.stream().map(problem -> file + ":" + problem).toList();
        };
    }

    private static ObjectNode row(Path file, Reading reading) {
        ObjectNode row = Json.object().put("file", file.toString());
        ArrayNode told = row.putArray("problems");
        switch (reading) {
            case Reading.Valid(SwarmDefinition definition) ->
                row.put("name", definition.name())
                        .put("behaviour", definition.task().behaviour())
                        .put("hash", definition.hash());
            case Reading.Invalid(List<Problem> problems) -> {
                for (Problem problem : problems) {
                    told.addObject()
                            .put("line", problem.at().line())
                            .put("column", problem.at().column())
                            .put("field", problem.field())
                            .put("message", problem.text());
                }
            }
        }
        return row;
    }
}
