package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.rules.RuleTopic;
import dev.swarmlog.cli.view.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description = "Remove rules. Removes none if there is no rule of one of the names.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog rules remove eu-first")
final class RulesRemoveCommand implements Runnable {
    @Parameters(paramLabel = "NAME", arity = "1..*", description = "The rules")
    private List<String> names = new ArrayList<>();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        RuleTopic topic = new RuleTopic(cluster.reach());
        Set<String> known = topic.read().keySet();
        List<String> unknown =
                names.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw Failure.because("no rule has the name " + String.join(", ", unknown));
        }
        topic.write(List.of(), names);
        if (output.isJson()) {
            output.json(Json.object().put("removed", names.size()));
        } else {
            names.forEach(name -> output.line("removed    " + name));
        }
    }
}
