package dev.swarmlog.cli.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.cli.view.Table;
import dev.swarmlog.router.Explanation;
import dev.swarmlog.router.RoutePreview.Choice;
import dev.swarmlog.router.RoutePreview.Preview;
import dev.swarmlog.router.rules.RuleBook;
import dev.swarmlog.router.rules.Ruling;
import dev.swarmlog.router.rules.Verdict;
import dev.swarmlog.v1.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What would become of a message and why, for people and for machines. */
public record ExplainedMessage(RuleBook rules, Preview preview) {
    private static final int CANDIDATES_SHOWN = 20;

    public List<String> lines() {
        List<String> lines = new ArrayList<>(verdicts());
        rules.broken()
                .values()
                .forEach(problems -> problems.forEach(problem -> lines.add("not in effect: " + problem)));
        lines.add("");
        Ruling ruling = preview.ruling();
        lines.add("decided by   "
                + (ruling == null ? "no rule, the message's own wishes" : "rule '" + ruling.rule() + "'"));
        if (ruling != null && !ruling.trouble().isEmpty()) {
            lines.add("trouble      " + ruling.trouble());
        }
        Choice choice = preview.choice();
        if (choice == null) {
            lines.add("refused      " + preview.refusal());
            return lines;
        }
        lines.add("asks for     " + wishes(choice));
        lines.add("chosen       " + Explanation.reason(choice));
        lines.add("");
        lines.addAll(candidates(choice));
        return lines;
    }

    public ObjectNode json() {
        return Json.of(Explanation.of(rules, preview));
    }

    private List<String> verdicts() {
        if (preview.opinions().isEmpty()) {
            return List.of("no rules are in effect");
        }
        Table table = Table.of(">ORDER", "RULE", "VERDICT", "WHY");
        boolean decided = false;
        for (RuleBook.Opinion opinion : preview.opinions()) {
            boolean matches = opinion.verdict().kind() == Verdict.Kind.MATCHED;
            String why = matches && decided
                    ? "another comes before it"
                    : opinion.verdict().detail();
            table.row(
                    opinion.rule().facts().getOrder(),
                    opinion.rule().name(),
                    lower(opinion.verdict().kind()).replace('_', ' '),
                    why);
            decided |= matches;
        }
        return table.lines();
    }

    private String wishes(Choice choice) {
        Routing routing = preview.routed().getRouting();
        StringBuilder text = new StringBuilder("capability ").append(choice.capability());
        add(text, "version", routing.getVersionRange());
        add(text, "region", routing.getRegion());
        add(text, "tags", String.join(" ", routing.getTags()));
        add(text, "zone first", routing.getZone());
        add(text, "affinity", routing.getAffinityKey());
        return text.append(", by ").append(choice.strategy()).toString();
    }

    private static void add(StringBuilder text, String what, String value) {
        if (!value.isEmpty()) {
            text.append(", ").append(what).append(' ').append(value);
        }
    }

    private static List<String> candidates(Choice choice) {
        if (choice.candidates().isEmpty()) {
            return List.of();
        }
        Table table = Table.of(">SCORE", "CANDIDATE, LOWER IS BETTER");
        choice.candidates().stream()
                .limit(CANDIDATES_SHOWN)
                .forEach(each -> table.row(String.format(Locale.ROOT, "%.3f", each.score()), each.agentId()));
        List<String> lines = new ArrayList<>(table.lines());
        if (choice.candidates().size() > CANDIDATES_SHOWN) {
            lines.add("and " + (choice.candidates().size() - CANDIDATES_SHOWN) + " more");
        }
        return lines;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
