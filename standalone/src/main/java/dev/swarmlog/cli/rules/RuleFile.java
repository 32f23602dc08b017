package dev.swarmlog.cli.rules;

import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.router.rules.InvalidRuleException;
import dev.swarmlog.router.rules.RuleCompiler;
import dev.swarmlog.router.rules.RuleProblem;
import dev.swarmlog.v1.RoutingRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The rules of a YAML or JSON file, which is YAML too: one rule, a list of rules, or a list under {@code rules}; several
 * documents are one list.
 *
 * @param problems all that is wrong; then not one of the rules should be applied
 */
public record RuleFile(List<RoutingRule> rules, List<RuleProblem> problems) {
    /** Throws a {@link Failure} for what cannot be read as YAML at all. */
    public static RuleFile read(Path file, String text, RuleCompiler compiler) {
        try {
            return parse(text, compiler);
        } catch (YAMLException | ClassCastException e) {
            throw Failure.wrongUsage(file + " is neither YAML nor JSON: " + e.getMessage());
        }
    }

    static RuleFile parse(String text, RuleCompiler compiler) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        RuleFile found = new RuleFile(new ArrayList<>(), new ArrayList<>());
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(text)) {
            found.addAll(document);
        }
        found.check(compiler);
        return found;
    }

    private void addAll(Object document) {
        switch (document) {
            case List<?> list -> list.forEach(this::add);
            case Map<?, ?> map
            when map.get("rules") instanceof List<?> list && map.size() == 1 -> list.forEach(this::add);
            case null -> {
                // an empty document between two lines of dashes
            }
            default -> add(document);
        }
    }

    private void add(Object entry) {
        WrittenRule written = WrittenRule.of(entry, rules.size() + 1);
        problems.addAll(written.problems());
        rules.add(written.rule());
    }

    private void check(RuleCompiler compiler) {
        Set<String> names = new HashSet<>();
        for (RoutingRule rule : rules) {
            if (!names.add(rule.getName())) {
                problems.add(new RuleProblem(rule.getName(), "name", 0, 0, "another rule of the file has this name"));
            }
            try {
                compiler.compile(rule);
            } catch (InvalidRuleException e) {
                problems.addAll(e.problems());
            }
        }
    }
}
