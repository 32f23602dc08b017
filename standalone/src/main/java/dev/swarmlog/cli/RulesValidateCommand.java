package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.rules.RuleFile;
import dev.swarmlog.cli.rules.RuleRows;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.router.rules.RuleCompiler;
import dev.swarmlog.router.rules.RuleLimits;
import dev.swarmlog.router.rules.RuleProblem;
import dev.swarmlog.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description = "Say all that is wrong with a file of rules. Reaches no cluster.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog rules validate rules.yaml")
final class RulesValidateCommand implements Callable<Integer> {
    static final DefinitionFile FILE = new DefinitionFile("rules", 4_000_000);

    @Parameters(paramLabel = "FILE", description = "YAML or JSON: a rule, a list of rules, or a list under 'rules'")
    private Path file = Path.of("");

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        RuleFile read = RuleFile.read(file, FILE.text(file), new RuleCompiler(limits(System.getenv())));
        if (output.isJson()) {
            output.json(json(read));
        } else if (read.problems().isEmpty()) {
            output.line(read.rules().size() + " rules, all of them fine");
        }
        if (!read.problems().isEmpty() && !output.isJson()) {
            throw Failure.because(told(read));
        }
        return read.problems().isEmpty() ? 0 : Failure.FAILED;
    }

    /** What the installation's routers keep to, if they have this environment. */
    static RuleLimits limits(Map<String, String> environment) {
        Settings settings = Settings.from(environment);
        RuleLimits limits = RuleLimits.from(settings);
        settings.check();
        return limits;
    }

    static String told(RuleFile wrong) {
        StringBuilder text = new StringBuilder()
                .append(wrong.problems().size())
                .append(" problems in ")
                .append(wrong.rules().size())
                .append(" rules");
        for (RuleProblem problem : wrong.problems()) {
            text.append(System.lineSeparator()).append("  ").append(problem);
        }
        return text.toString();
    }

    static ObjectNode json(RuleFile read) {
        ObjectNode json = Json.object().put("rules", read.rules().size());
        ArrayNode problems = json.putArray("problems");
        read.problems().forEach(problem -> problems.add(RuleRows.json(problem)));
        return json;
    }
}
