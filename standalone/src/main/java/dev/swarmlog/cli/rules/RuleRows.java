package dev.swarmlog.cli.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.cli.view.Table;
import dev.swarmlog.router.rules.Rule;
import dev.swarmlog.router.rules.RuleBook;
import dev.swarmlog.router.rules.RuleProblem;
import dev.swarmlog.v1.RoutingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Rules as rows of a table and as JSON, which a file of rules may hold as it is. */
public final class RuleRows {
    private static final int WHEN_CHARS = 60;

    private RuleRows() {}

    public static List<String> table(RuleBook book) {
        Table table = Table.of(">ORDER", "RULE", "STATE", "WHEN", "THEN");
        for (Rule rule : book.known()) {
            RoutingRule facts = rule.facts();
            table.row(facts.getOrder(), facts.getName(), state(book, facts), cut(facts.getWhen()), consequence(facts));
        }
        List<String> lines = new ArrayList<>(table.isEmpty() ? List.of("no rules") : table.lines());
        book.broken().values().forEach(problems -> problems.forEach(problem -> lines.add("not in effect: " + problem)));
        return lines;
    }

    public static List<ObjectNode> json(RuleBook book) {
        List<ObjectNode> nodes = new ArrayList<>();
        for (Rule rule : book.known()) {
            nodes.add(json(rule.facts()).put("state", state(book, rule.facts())));
        }
        book.broken().forEach((name, problems) -> {
            ObjectNode node = Json.object().put("name", name).put("state", "broken");
            problems.forEach(problem -> node.withArray("problems").add(json(problem)));
            nodes.add(node);
        });
        return nodes;
    }

    /** Fields that say nothing are left out. */
    public static ObjectNode json(RoutingRule rule) {
        ObjectNode node = Json.object().put("name", rule.getName()).put("order", rule.getOrder());
        if (!rule.getEnabled()) {
            node.put("enabled", false);
        }
        node.put("when", rule.getWhen());
        put(node, "capability", rule.getCapability());
        put(node, "versionRange", rule.getVersionRange());
        put(node, "region", rule.getRegion());
        put(node, "zone", rule.getZone());
        rule.getTags().forEach(tag -> node.withArray("tags").add(tag));
        put(node, "strategy", rule.getStrategy());
        put(node, "affinityKey", rule.getAffinityKey());
        put(node, "refusal", rule.getRefusal());
        put(node, "description", rule.getDescription());
        return node;
    }

    public static ObjectNode json(RuleProblem problem) {
        ObjectNode node = Json.object().put("rule", problem.rule()).put("field", problem.field());
        if (problem.line() > 0) {
            node.put("line", problem.line()).put("column", problem.column());
        }
        return node.put("problem", problem.text());
    }

    private static String state(RuleBook book, RoutingRule facts) {
        if (book.broken().containsKey(facts.getName())) {
            return "left out";
        }
        return facts.getEnabled() ? "in effect" : "disabled";
    }

    private static String consequence(RoutingRule rule) {
        if (!rule.getRefusal().isEmpty()) {
            return "refuse: " + rule.getRefusal();
        }
        StringJoiner then = new StringJoiner(", ");
        add(then, "capability ", rule.getCapability());
        add(then, "version ", rule.getVersionRange());
        add(then, "region ", rule.getRegion());
        add(then, "zone ", rule.getZone());
        add(then, "tags ", String.join(" ", rule.getTags()));
        add(then, "by ", rule.getStrategy());
        add(then, "affinity ", rule.getAffinityKey());
        return then.length() == 0 ? "as the message asks" : then.toString();
    }

    private static void add(StringJoiner then, String what, String value) {
        if (!value.isEmpty()) {
            then.add(what + value);
        }
    }

    private static void put(ObjectNode node, String field, String value) {
        if (!value.isEmpty()) {
            node.put(field, value);
        }
    }

    private static String cut(String when) {
        String line = when.replaceAll("\\s+", " ").strip();
        return line.length() <= WHEN_CHARS ? line : line.substring(0, WHEN_CHARS - 3) + "...";
    }
}
