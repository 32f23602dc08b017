package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.saga.SagaLog;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.document.Problem;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import dev.swarmlog.v1.SagaDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "deploy",
        description = {
            "Put a definition into effect. What a version means never changes: another text needs another version.",
            "Sagas that run keep their version; those that start without naming one take the newest."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog saga deploy order.yaml")
final class SagaDeployCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "YAML or JSON, one definition")
    private Path file = Path.of("");

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        String source = SagaValidateCommand.FILE.text(file);
        Definition definition = valid(source);
        String key = definition.name() + "@" + definition.version();
        SagaLog log = new SagaLog(cluster.reach());
        SagaDefinition before = log.definitions().get(key);
        boolean fresh = before == null;
        if (before != null && !before.getHash().equals(definition.hash())) {
            throw Failure.because(key + " is deployed with another text; give this one another version");
        }
        if (fresh) {
            log.deploy(new SagaDefinition(
                    definition.name(),
                    definition.version(),
                    source.stripLeading().startsWith("{") ? "application/json" : "application/yaml",
                    source,
                    definition.hash(),
                    System.getProperty("user.name", ""),
                    System.currentTimeMillis()));
        }
        if (output.isJson()) {
            output.json(Json.object()
                    .put("name", definition.name())
                    .put("version", definition.version())
                    .put("hash", definition.hash())
                    .put("deployed", fresh));
        } else {
            output.line(fresh ? "deployed   " + key : "unchanged  " + key);
        }
    }

    private Definition valid(String source) {
        return switch (new Definitions().validate(source)) {
            case Validation.Valid(Definition definition) -> definition;
            case Validation.Invalid(List<Problem> problems) ->
                throw Failure.because("nothing was deployed: "
                        + problems.stream().map(problem -> file + ":" + problem).collect(Collectors.joining("; ")));
        };
    }
}
