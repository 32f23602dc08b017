package dev.swarmlog.router.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.router.rules.Rule;
import dev.swarmlog.router.rules.RuleBook;
import dev.swarmlog.router.rules.RuleProblem;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.RoutingRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules in JSON, as files of rules have them, too. */
public final class RuleJson {
    /** One rule; what else is wrong with it the compiler says. */
    static final Fields RULE = Shape.object()
            .with("name", Shape.text(), "")
            .with("order", Shape.whole(Integer.MIN_VALUE, Integer.MAX_VALUE), "Lower ones are asked first")
            .or("enabled", Shape.flag(), "True, unless said")
            .with("when", Shape.text(100_000), "A condition in CEL")
            .or("capability", Shape.text(Limits.ID_CHARS_MAX), "What it makes the message ask for, as the others")
            .or("versionRange", Shape.text(Limits.VERSION_RANGE_CHARS_MAX), "")
            .or("region", Shape.text(Limits.ID_CHARS_MAX), "")
            .or("zone", Shape.text(Limits.ID_CHARS_MAX), "")
            .or("tags", Shape.list(Shape.text(), Limits.TAGS_MAX), "")
            .or("strategy", Shape.text(Limits.ID_CHARS_MAX), "")
            .or("affinityKey", Shape.text(Limits.TEXT_CHARS_MAX), "")
            .or("refusal", Shape.text(Limits.TEXT_CHARS_MAX), "Refuse it, with this reason")
            .or("description", Shape.text(Limits.TEXT_CHARS_MAX), "");

    private RuleJson() {}

    /** All of a book: those in effect, those that are not, and why. */
    public static List<Map<String, Object>> of(RuleBook book) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Rule rule : book.known()) {
            Map<String, Object> json = of(rule.facts());
            json.put("state", state(book, rule.facts()));
            all.add(json);
        }
        book.broken().forEach((name, problems) -> {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("name", name);
            json.put("state", "broken");
            json.put("problems", problems.stream().map(RuleJson::of).toList());
            all.add(json);
        });
        return all;
    }

    public static String state(RuleBook book, RoutingRule facts) {
        if (book.broken().containsKey(facts.getName())) {
            return "left out";
        }
        return facts.getEnabled() ? "in effect" : "disabled";
    }

    /** Fields that say nothing are left out. */
    public static Map<String, Object> of(RoutingRule rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", rule.getName());
        json.put("order", rule.getOrder());
        if (!rule.getEnabled()) {
            json.put("enabled", false);
        }
        json.put("when", rule.getWhen());
        say(json, "capability", rule.getCapability());
        say(json, "versionRange", rule.getVersionRange());
        say(json, "region", rule.getRegion());
        say(json, "zone", rule.getZone());
        if (!rule.getTags().isEmpty()) {
            json.put("tags", rule.getTags());
        }
        say(json, "strategy", rule.getStrategy());
        say(json, "affinityKey", rule.getAffinityKey());
        say(json, "refusal", rule.getRefusal());
        say(json, "description", rule.getDescription());
        return json;
    }

    public static Map<String, Object> of(RuleProblem problem) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rule", problem.rule());
        json.put("field", problem.field());
        if (problem.line() > 0) {
            json.put("line", problem.line());
            json.put("column", problem.column());
        }
        json.put("problem", problem.text());
        return json;
    }

    /** The rule of a document that has the {@link #RULE shape}. */
    static RoutingRule rule(JsonNode json) {
        List<String> tags = new ArrayList<>();
        json.path("tags").forEach(tag -> tags.add(tag.asText()));
        return new RoutingRule(
                json.path("name").asText(),
                json.path("order").asInt(),
                json.path("enabled").asBoolean(true),
                text(json, "when"),
                text(json, "capability"),
                text(json, "versionRange"),
                text(json, "region"),
                tags,
                text(json, "strategy"),
                text(json, "description"),
                text(json, "zone"),
                text(json, "affinityKey"),
                text(json, "refusal"));
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText("");
    }

    private static void say(Map<String, Object> json, String field, String value) {
        if (!value.isEmpty()) {
            json.put(field, value);
        }
    }
}
