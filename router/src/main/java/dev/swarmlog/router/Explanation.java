package dev.swarmlog.router;

import dev.swarmlog.router.RoutePreview.Choice;
import dev.swarmlog.router.RoutePreview.Preview;
import dev.swarmlog.router.http.RuleJson;
import dev.swarmlog.router.rules.RuleBook;
import dev.swarmlog.router.rules.Ruling;
import dev.swarmlog.v1.Routing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What would become of a message and why, for programs. */
public final class Explanation {
    private Explanation() {}

    public static Map<String, Object> of(RuleBook rules, Preview preview) {
        List<Map<String, Object>> opinions = new ArrayList<>();
        for (RuleBook.Opinion opinion : preview.opinions()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("order", opinion.rule().facts().getOrder());
            each.put("rule", opinion.rule().name());
            each.put("verdict", opinion.verdict().kind().name().toLowerCase(Locale.ROOT));
            if (!opinion.verdict().detail().isEmpty()) {
                each.put("detail", opinion.verdict().detail());
            }
            opinions.add(each);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rules", opinions);
        json.put(
                "broken",
                rules.broken().values().stream()
                        .flatMap(List::stream)
                        .map(RuleJson::of)
                        .toList());
        Ruling ruling = preview.ruling();
        json.put("rule", ruling == null ? "" : ruling.rule());
        json.put("refusal", preview.refusal());
        Choice choice = preview.choice();
        if (choice != null) {
            put(json, choice, preview.routed().getRouting());
        }
        return json;
    }

    private static void put(Map<String, Object> json, Choice choice, Routing routing) {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("capability", choice.capability());
        asked.put("versionRange", routing.getVersionRange());
        asked.put("region", routing.getRegion());
        asked.put("zone", routing.getZone());
        asked.put("strategy", choice.strategy());
        asked.put("affinityKey", routing.getAffinityKey());
        asked.put("tags", routing.getTags());
        json.put("routing", asked);
        json.put(
                "candidates",
                choice.candidates().stream()
                        .map(each -> Map.of("agentId", each.agentId(), "score", each.score()))
                        .toList());
        json.put("chosen", choice.chosen());
        json.put("propensity", choice.chosen().isEmpty() ? 0 : choice.propensity());
        json.put("reason", reason(choice));
    }

    /** Who is chosen, or why nobody is, in a sentence. */
    public static String reason(Choice choice) {
        if (!choice.chosen().isEmpty()) {
            String chance = choice.propensity() >= 1
                    ? "for certain"
                    : String.format(Locale.ROOT, "with probability %.2f", choice.propensity());
            return choice.chosen() + ", " + chance + ", of "
                    + choice.candidates().size() + " candidates";
        }
        if (!choice.candidates().isEmpty()) {
            return "nobody: all " + choice.candidates().size() + " candidates are full, so it waits";
        }
        return choice.heardOf()
                ? "nobody: no agent that can take work is like that now, so it waits until its deadline"
                : "nobody: no agent ever had the capability '" + choice.capability() + "', so it is rejected soon";
    }
}
