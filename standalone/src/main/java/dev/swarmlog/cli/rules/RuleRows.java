package dev.swarmlog.cli.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.cli.view.Table;
import dev.swarmlog.router.http.RuleJson;
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
            table.row(
                    facts.getOrder(),
                    facts.getName(),
                    RuleJson.state(book, facts),
                    cut(facts.getWhen()),
                    consequence(facts));
        }
        List<String> lines = new ArrayList<>(table.isEmpty() ? List.of("no rules") : table.lines());
        book.broken().values().forEach(problems -> problems.forEach(problem -> lines.add("not in effect: " + problem)));
        return lines;
    }

    public static List<ObjectNode> json(RuleBook book) {
        return RuleJson.of(book).stream().map(Json::of).toList();
    }

    public static ObjectNode json(RuleProblem problem) {
        return Json.of(RuleJson.of(problem));
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

    private static String cut(String when) {
        String line = when.replaceAll("\\s+", " ").strip();
        return line.length() <= WHEN_CHARS ? line : line.substring(0, WHEN_CHARS - 3) + "...";
    }
}
