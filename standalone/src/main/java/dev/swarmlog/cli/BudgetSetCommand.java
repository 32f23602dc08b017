package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.coordinator.budget.BudgetDefinitions;
import dev.swarmlog.coordinator.budget.core.Definition;
import dev.swarmlog.v1.BudgetCommandKind;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "set",
        description = {
            "Put a budget into effect, or other limits of one that is.",
            "What was spent stays spent; what is reserved stays reserved, also beyond a lower limit."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog budget set acme.yaml")
final class BudgetSetCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "YAML or JSON, one budget")
    private Path file = Path.of("");

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        String source = DefinitionFile.of("a budget").text(file);
        BudgetDefinitions.Read read = BudgetDefinitions.read(source);
        Definition definition = read.definition();
        if (definition == null) {
            throw Failure.because("nothing was set: "
                    + read.problems().stream()
                            .map(problem -> file + ":" + problem)
                            .collect(Collectors.joining("; ")));
        }
        return BudgetTelling.tell(
                BudgetTelling.command(BudgetCommandKind.SET, definition.name()).setSource(source),
                cluster,
                output,
                "set");
    }
}
