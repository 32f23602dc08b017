package dev.swarmlog.cli.rules;

import dev.swarmlog.router.rules.RuleProblem;
import dev.swarmlog.v1.RoutingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One entry of a file as a rule, with what is wrong with its form; mutable while it is read. */
final class WrittenRule {
    private static final String FIELDS = "name, order, enabled, when, capability, versionRange, region, zone, tags,"
            + " strategy, affinityKey, refusal, description";

    private final Map<String, Object> left = new TreeMap<>();
    private final List<RuleProblem> problems = new ArrayList<>();
    private final String name;
    private final RoutingRule rule;

    private WrittenRule(Map<?, ?> fields, int number) {
        fields.forEach((field, value) -> {
            if (value != null) {
                left.put(String.valueOf(field), value);
            }
        });
        Object named = left.get("name");
        name = named instanceof String text && !text.isBlank() ? text : "#" + number;
        String ruleName = text("name");
        rule = new RoutingRule(
                ruleName,
                order(),
                enabled(),
                text("when"),
                text("capability"),
                text("versionRange"),
                text("region"),
                tags(),
                text("strategy"),
                text("description"),
                text("zone"),
                text("affinityKey"),
                text("refusal"));
        left.keySet().forEach(field -> wrong(field, "there is no such field; there are " + FIELDS));
    }

    static WrittenRule of(@Nullable Object entry, int number) {
        if (entry instanceof Map<?, ?> fields) {
            return new WrittenRule(fields, number);
        }
        WrittenRule none = new WrittenRule(Map.of(), number);
        none.wrong("rule", "a rule with fields is expected, found " + entry);
        return none;
    }

    RoutingRule rule() {
        return rule;
    }

    List<RuleProblem> problems() {
        return problems;
    }

    private String text(String field) {
        Object value = left.remove(field);
        if (value == null || value instanceof String) {
            return value == null ? "" : (String) value;
        }
        wrong(field, "a text is expected; put it into quotes: \"" + value + "\"");
        return "";
    }

    private int order() {
        Object value = left.remove("order");
        if (value instanceof Integer number) {
            return number;
        }
        wrong("order", value == null ? "a rule needs a place in the order" : "a whole number is expected");
        return 0;
    }

    private boolean enabled() {
        Object value = left.remove("enabled");
        if (value == null || value instanceof Boolean) {
            return value == null || (Boolean) value;
        }
        wrong("enabled", "true or false is expected");
        return true;
    }

    private List<String> tags() {
        Object value = left.remove("tags");
        List<String> tags = new ArrayList<>();
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            list.forEach(tag -> tags.add((String) tag));
        } else if (value != null) {
            wrong("tags", "a list of texts is expected");
        }
        return tags;
    }

    private void wrong(String field, String text) {
        problems.add(new RuleProblem(name, field, 0, 0, text));
    }
}
