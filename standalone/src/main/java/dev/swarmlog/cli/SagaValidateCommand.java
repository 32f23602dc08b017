package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.document.Problem;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.definition.DefinitionLimits;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description = "Say all that is wrong with definitions of sagas. Reaches no cluster.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog saga validate order.yaml refund.json")
final class SagaValidateCommand implements Callable<Integer> {
    static final DefinitionFile FILE = new DefinitionFile(
            "a definition", DefinitionLimits.DEFAULT.document().bytesMax());

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "YAML or JSON, one definition each; - is standard input")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        Definitions definitions = new Definitions();
        ArrayNode rows = Json.object().putArray("files");
        List<String> lines = new ArrayList<>();
        int wrong = 0;
        for (Path file : files) {
            Validation validation = definitions.validate(FILE.bytes(file));
            wrong += validation.problems().isEmpty() ? 0 : 1;
            rows.add(row(file, validation));
            lines.addAll(lines(file, validation));
        }
        if (output.isJson()) {
            output.json(Json.object().put("wrong", wrong).set("files", rows));
        } else {
            output.lines(lines);
        }
        return wrong == 0 ? 0 : Failure.FAILED;
    }

    private static List<String> lines(Path file, Validation validation) {
        return switch (validation) {
            case Validation.Valid(Definition definition) ->
                List.of(file + ": " + definition.name() + "@" + definition.version() + ", "
                        + definition.steps().size() + " steps, " + definition.hash());
            case Validation.Invalid(List<Problem> problems) ->
                problems.stream().map(problem -> file + ":" + problem).toList();
        };
    }

    private static ObjectNode row(Path file, Validation validation) {
        ObjectNode row = Json.object().put("file", file.toString());
        if (validation instanceof Validation.Valid(Definition definition)) {
            row.put("name", definition.name())
                    .put("version", definition.version())
                    .put("hash", definition.hash())
                    .put("steps", definition.steps().size());
        }
        ArrayNode problems = row.putArray("problems");
        for (Problem problem : validation.problems()) {
            problems.addObject()
                    .put("line", problem.at().line())
                    .put("column", problem.at().column())
                    .put("step", problem.section())
                    .put("field", problem.field())
                    .put("message", problem.text());
        }
        return row;
    }
}
