package dev.swarmlog.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.router.rules.RuleBook;
import dev.swarmlog.router.rules.RuleCompiler;
import dev.swarmlog.router.rules.RuleLimits;
import dev.swarmlog.router.rules.RuleProblem;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.v1.RoutingRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RuleFileTest {
    private static final RuleLimits LIMITS = RuleLimits.from(Settings.from(Map.of()));
    private static final RuleCompiler COMPILER = new RuleCompiler(LIMITS);

    private static final String TWO_RULES = """
        rules:
          - name: gold
            order: 10
            when: attributes.tier == 'gold'
            capability: ship.express
            tags: [cold, fast]
            affinityKey: attributes['user']
          - name: closed
            order: 20
            enabled: false
            when: >
              type.startsWith('order.') &&
              hops > 3
            refusal: orders do not go in circles
        """;

    @Test
    void rulesAreReadFromYaml() {
        RuleFile file = RuleFile.parse(TWO_RULES, COMPILER);

        assertThat(file.problems()).isEmpty();
        assertThat(file.rules()).extracting(RoutingRule::getName).containsExactly("gold", "closed");
        RoutingRule gold = file.rules().getFirst();
        assertThat(gold.getTags()).containsExactly("cold", "fast");
        assertThat(gold.getEnabled()).isTrue();
        assertThat(file.rules().getLast().getEnabled()).isFalse();
    }

    @Test
    void aRuleAListAndSeveralDocumentsAreReadAlike() {
        String one = "{\"name\": \"a\", \"order\": 1, \"when\": \"true\"}";

        assertThat(RuleFile.parse(one, COMPILER).rules()).hasSize(1);
        assertThat(RuleFile.parse("[" + one + "]", COMPILER).rules()).hasSize(1);
        assertThat(RuleFile.parse("---\n" + one + "\n---\nname: b\norder: 2\nwhen: 'false'\n", COMPILER)
                        .rules())
                .hasSize(2);
        assertThat(RuleFile.parse("", COMPILER).rules()).isEmpty();
    }

    @Test
    void whatIsListedCanBeReadAgain() {
        Map<String, RoutingRule> rules = new TreeMap<>();
        RuleFile.parse(TWO_RULES, COMPILER).rules().forEach(rule -> rules.put(rule.getName(), rule));
        List<ObjectNode> listed = RuleRows.json(RuleBook.of(rules, LIMITS));
        listed.forEach(node -> node.remove("state"));

        RuleFile again = RuleFile.parse(listed.toString(), COMPILER);

        assertThat(again.problems()).isEmpty();
        assertThat(again.rules())
                .containsExactlyElementsOf(rules.values().stream()
                        .sorted((a, b) -> Integer.compare(a.getOrder(), b.getOrder()))
                        .toList());
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        RuleFile file = RuleFile.parse("""
            - name: one
              order: 10
              when: typ == 'a'
            - name: one
              order: ten
              when: "true"
              versionRange: 1.2
              capabilty: ship
            - order: 3
              when: "true"
            - just words
            """, COMPILER);

        assertThat(file.problems())
                .extracting(RuleProblem::toString)
                .anySatisfy(text -> assertThat(text).startsWith("rule 'one', when 1:1: undeclared reference"))
                .anySatisfy(text -> assertThat(text).contains("another rule of the file has this name"))
                .anySatisfy(text -> assertThat(text).contains("rule 'one', order"))
                .anySatisfy(text -> assertThat(text).contains("versionRange: a text is expected"))
                .anySatisfy(text -> assertThat(text).contains("capabilty: there is no such field"))
                .anySatisfy(text -> assertThat(text).contains("a rule needs a name"))
                .anySatisfy(text -> assertThat(text).contains("found just words"));
    }

    @Test
    void theExampleIsFine() throws Exception {
        Path example = Path.of("../examples/rules/rules.yaml");

        assertThat(RuleFile.read(example, Files.readString(example), COMPILER).problems())
                .isEmpty();
    }

    @Test
    void whatIsNoYamlIsWrongUsage() {
        Path file = Path.of("rules.yaml");

        assertThatThrownBy(() -> RuleFile.read(file, "rules: [a: b: c", COMPILER))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(Failure.WRONG_USAGE));
        assertThatThrownBy(() -> RuleFile.read(file, "name: !!javax.script.ScriptEngineManager []", COMPILER))
                .isInstanceOf(Failure.class);
    }

    @Test
    void changesAreWhatDiffers() {
        List<RoutingRule> file = RuleFile.parse(TWO_RULES, COMPILER).rules();
        TreeMap<String, RoutingRule> now = new TreeMap<>();
        now.put("gold", RoutingRule.newBuilder(file.getFirst()).build());
        now.put("closed", RoutingRule.newBuilder(file.getLast()).setOrder(99).build());
        now.put("old", RoutingRule.newBuilder(file.getFirst()).setName("old").build());

        RuleChanges kept = RuleChanges.between(now, file, false);
        RuleChanges pruned = RuleChanges.between(now, file, true);

        assertThat(kept.unchanged()).extracting(RoutingRule::getName).containsExactly("gold");
        assertThat(kept.written()).extracting(RoutingRule::getName).containsExactly("closed");
        assertThat(kept.removed()).isEmpty();
        assertThat(pruned.removed()).containsExactly("old");
    }
}
