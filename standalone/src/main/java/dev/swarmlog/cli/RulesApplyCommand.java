package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.rules.RuleChanges;
import dev.swarmlog.cli.rules.RuleFile;
import dev.swarmlog.cli.rules.RuleTopic;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.router.rules.RuleCompiler;
import dev.swarmlog.v1.RoutingRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        description = {
            "Put the rules of a file into effect. Nothing is applied if one of them is wrong.",
            "Routers take them up within a second; what was placed before stays where it is."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog rules apply rules.yaml --prune")
final class RulesApplyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "YAML or JSON: a rule, a list of rules, or a list under 'rules'")
    private Path file = Path.of("");

    @Option(names = "--prune", description = "Remove the rules that the file does not name")
    private boolean prunes;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        RuleFile read = RuleFile.read(
                file,
                RulesValidateCommand.FILE.text(file),
                new RuleCompiler(RulesValidateCommand.limits(cluster.environment())));
        if (!read.problems().isEmpty()) {
            if (output.isJson()) {
                output.json(RulesValidateCommand.json(read));
                return Failure.FAILED;
            }
            throw Failure.because("nothing was applied: " + RulesValidateCommand.told(read));
        }
        RuleTopic topic = new RuleTopic(cluster.reach());
        RuleChanges changes = RuleChanges.between(topic.read(), read.rules(), prunes);
        topic.write(changes.written(), changes.removed());
        if (output.isJson()) {
            output.json(json(changes));
        } else {
            output.lines(lines(changes));
        }
        return 0;
    }

    private static List<String> lines(RuleChanges changes) {
        List<String> lines = new ArrayList<>();
        names(changes.added()).forEach(name -> lines.add("added      " + name));
        names(changes.changed()).forEach(name -> lines.add("changed    " + name));
        names(changes.unchanged()).forEach(name -> lines.add("unchanged  " + name));
        changes.removed().forEach(name -> lines.add("removed    " + name));
        return lines.isEmpty() ? List.of("the file names no rules") : lines;
    }

    private static ObjectNode json(RuleChanges changes) {
        ObjectNode json = Json.object();
        put(json, "added", names(changes.added()));
        put(json, "changed", names(changes.changed()));
        put(json, "unchanged", names(changes.unchanged()));
        put(json, "removed", changes.removed());
        return json;
    }

    private static void put(ObjectNode json, String what, Collection<String> names) {
        names.forEach(json.putArray(what)::add);
    }

    private static List<String> names(List<RoutingRule> rules) {
        return rules.stream().map(RoutingRule::getName).toList();
    }
}
