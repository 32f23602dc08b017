package dev.swarmlog.router.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.router.rules.InvalidRuleException;
import dev.swarmlog.router.rules.Rule;
import dev.swarmlog.router.rules.RuleCompiler;
import dev.swarmlog.router.rules.RuleProblem;
import dev.swarmlog.runtime.http.Call;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.Route;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.http.access.Role;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Flaw;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.RoutingRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Rules: listed, put into effect, removed, and asked what they make of a message. */
public final class RuleRoutes implements RouteGroup {
    private static final int NOT_FOUND = 404;
    private static final int NO_CONTENT = 204;
    private static final int RULES_MAX = 10_000;
    private static final Shape NAMES = Shape.list(Shape.text(), RULES_MAX);

    private final Rules rules;

    public RuleRoutes(Rules rules) {
        this.rules = rules;
    }

    @Override
    public String name() {
        return "rules";
    }

    @Override
    public String what() {
        return "What messages ask for is settled by rules on what they say; the first that matches decides.";
    }

    @Override
    public List<Route> routes() {
        Fields some = Shape.object().with("rules", Shape.list(RuleJson.RULE, RULES_MAX), "");
        Fields message = Shape.object()
                .with("type", Shape.text(), "")
                .or("source", Shape.text(), "")
                .or("attributes", Shape.map(Shape.text(Limits.ATTRIBUTE_CHARS_MAX)), "")
                .or("data", Shape.anything(), "The payload")
                .or("capability", Shape.text(), "The type, unless said")
                .or("versionRange", Shape.text(Limits.VERSION_RANGE_CHARS_MAX), "")
                .or("region", Shape.text(), "")
                .or("zone", Shape.text(), "")
                .or("tags", Shape.list(Shape.text(), Limits.TAGS_MAX), "")
                .or("strategy", Shape.text(), "")
                .or("affinityKey", Shape.text(), "")
                .or("hops", Shape.whole(0, Limits.HOPS_MAX), "How often it was routed on before");
        return List.of(
                Route.get(
                                "/rules",
                                "Lists the rules in the order in which they are asked",
                                call -> call.json(Map.of("rules", RuleJson.of(rules.book()))))
                        .gives(Shape.object().with("rules", Shape.list(RuleJson.RULE.andMore(), RULES_MAX), "")),
                Route.post("/rules:validate", "Says all that is wrong with rules", this::validate)
                        .takes(some)
                        .gives(Shape.object().with("rules", Shape.whole(0, RULES_MAX), "How many are fine"))
                        .by(Role.VIEWER),
                Route.post("/rules:explain", "Shows what would become of a message, without sending it", this::explain)
                        .takes(message)
                        .gives(Shape.object()
                                .with("rules", Shape.list(Shape.anything(), RULES_MAX), "What each rule says")
                                .andMore())
                        .by(Role.VIEWER),
                Route.put("/rules", "Puts rules into effect, all or none", this::apply)
                        .query("prune", Shape.flag(), "Remove those that are not named")
                        .takes(some)
                        .gives(Shape.object()
                                .with("added", NAMES, "")
                                .with("changed", NAMES, "")
                                .with("unchanged", NAMES, "")
                                .with("removed", NAMES, ""))
                        .by(Role.ADMIN),
                Route.delete("/rules/{name}", "Removes a rule", this::remove)
                        .givesNothing(NO_CONTENT, "it is removed")
                        .by(Role.ADMIN));
    }

    private void validate(Call call) {
        call.json(Map.of("rules", valid(call).size()));
    }

    private void apply(Call call) {
        List<RoutingRule> wanted = valid(call);
        Map<String, RoutingRule> now = new HashMap<>();
        rules.book().known().stream().map(Rule::facts).forEach(rule -> now.put(rule.getName(), rule));
        Map<String, List<String>> changes = new LinkedHashMap<>();
        List.of("added", "changed", "unchanged", "removed").forEach(kind -> changes.put(kind, new ArrayList<>()));
        List<RoutingRule> written = new ArrayList<>();
        Set<String> removed = new TreeSet<>();
        if (call.isOn("prune")) {
            removed.addAll(now.keySet());
            removed.addAll(rules.book().broken().keySet());
        }
        for (RoutingRule rule : wanted) {
            RoutingRule before = now.get(rule.getName());
            String kind = before == null ? "added" : before.equals(rule) ? "unchanged" : "changed";
            changes.computeIfAbsent(kind, _ -> new ArrayList<>()).add(rule.getName());
            removed.remove(rule.getName());
            if (!rule.equals(before)) {
                written.add(rule);
            }
        }
        changes.put("removed", List.copyOf(removed));
        rules.write(written, removed);
        call.json(changes);
    }

    private void remove(Call call) {
        String name = call.path("name");
        boolean known =
                rules.book().known().stream().anyMatch(rule -> rule.name().equals(name))
                        || rules.book().broken().containsKey(name);
        if (!known) {
            throw new Problem(NOT_FOUND, "no rule has the name '" + name + "'");
        }
        rules.write(List.of(), Set.of(name));
        call.http().status(NO_CONTENT);
    }

    private void explain(Call call) {
        JsonNode body = call.body();
        Message message = Call.checked(() -> draft(body).unsent("explained", System.currentTimeMillis()));
        call.json(rules.explained(message));
    }

    private static MessageDraft draft(JsonNode body) {
        MessageDraft draft = MessageDraft.ofType(body.path("type").asText())
                .source(body.path("source").asText("explained"))
                .capability(body.path("capability").asText(""))
                .versions(body.path("versionRange").asText(""))
                .region(body.path("region").asText(""))
                .zone(body.path("zone").asText(""))
                .strategy(body.path("strategy").asText(""))
                .affinityKey(body.path("affinityKey").asText(""))
                .hops(body.path("hops").asInt())
                .json(
                        body.path("data").isMissingNode()
                                ? "{}"
                                : body.path("data").toString());
        List<String> tags = new ArrayList<>();
        body.path("tags").forEach(tag -> tags.add(tag.asText()));
        draft.tags(tags.toArray(String[]::new));
        body.path("attributes")
                .properties()
                .forEach(each -> draft.attribute(each.getKey(), each.getValue().asText()));
        return draft;
    }

    /** Throws all that is wrong with them. */
    private List<RoutingRule> valid(Call call) {
        RuleCompiler compiler = new RuleCompiler(rules.limits());
        List<RoutingRule> read = new ArrayList<>();
        List<Flaw> flaws = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode json : call.body().path("rules")) {
            String at = "rules[" + read.size() + "]";
            RoutingRule rule = RuleJson.rule(json);
            read.add(rule);
            if (!names.add(rule.getName())) {
                flaws.add(new Flaw(at + ".name", "another rule has this name"));
            }
            try {
                compiler.compile(rule);
            } catch (InvalidRuleException e) {
                e.problems().forEach(problem -> flaws.add(flaw(at, problem)));
            }
        }
        if (!flaws.isEmpty()) {
            throw Problem.of(flaws);
        }
        return read;
    }

    private static Flaw flaw(String at, RuleProblem problem) {
        String where = problem.line() > 0 ? " (line " + problem.line() + ", column " + problem.column() + ")" : "";
        return new Flaw(at + "." + problem.field(), problem.text() + where);
    }
}
