package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.agents.AgentsFile;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.coordinator.configs.AgentsDocument;
import dev.swarmlog.coordinator.configs.AgentsReader;
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
        description = "Say all that is wrong with documents that declare agents. Reaches no cluster.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog agents validate examples/agents/desk.yaml")
final class AgentsValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "YAML or JSON, one document each")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        ArrayNode rows = Json.object().putArray("files");
        List<String> lines = new ArrayList<>();
        int wrong = 0;
        for (Path file : files) {
            AgentsReader.Read read = AgentsFile.read(file);
            wrong += read.document() == null ? 1 : 0;
            rows.add(row(file, read));
            lines.addAll(lines(file, read));
        }
        if (output.isJson()) {
            output.json(Json.object().put("wrong", wrong).set("files", rows));
        } else {
            output.lines(lines);
        }
        return wrong == 0 ? 0 : Failure.FAILED;
    }

    private static List<String> lines(Path file, AgentsReader.Read read) {
        AgentsDocument document = read.document();
        return document == null
                ? read.problems().stream().map(problem -> file + ":" + problem).toList()
                : List.of(file + ": " + document.name() + " declares "
                        + document.agents().size() + " agents");
    }

    private static ObjectNode row(Path file, AgentsReader.Read read) {
        ObjectNode row = Json.object().put("file", file.toString());
        AgentsDocument document = read.document();
        if (document != null) {
            row.put("name", document.name()).put("agents", document.agents().size());
        }
        ArrayNode told = row.putArray("problems");
        for (Problem problem : read.problems()) {
            told.addObject()
                    .put("line", problem.at().line())
                    .put("column", problem.at().column())
                    .put("field", problem.field())
                    .put("message", problem.text());
        }
        return row;
    }
}
