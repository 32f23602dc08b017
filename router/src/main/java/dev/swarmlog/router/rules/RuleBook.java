package dev.swarmlog.router.rules;

import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.RoutingRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All rules as they are at one moment, in the order in which they are asked. Immutable. */
public final class RuleBook {
    public static final RuleBook EMPTY = new RuleBook(0, new Rule[0], List.of(), new TreeMap<>());

    private final long version;
    private final Rule[] inEffect;
    private final List<Rule> known;
    private final SortedMap<String, List<RuleProblem>> broken;
    private final Reads reads;

    private RuleBook(long version, Rule[] inEffect, List<Rule> known, SortedMap<String, List<RuleProblem>> broken) {
        this.version = version;
        this.inEffect = inEffect;
        this.known = known;
        this.broken = broken;
        Reads all = Reads.NOTHING;
        for (Rule rule : inEffect) {
            all = all.and(rule.reads());
        }
        this.reads = all;
    }

    /** The book of the records of a topic, by their keys. */
    public static RuleBook of(Map<String, RoutingRule> records, RuleLimits limits) {
        RuleCompiler compiler = new RuleCompiler(limits);
        List<Rule> rules = new ArrayList<>();
        Map<String, List<RuleProblem>> broken = new TreeMap<>();
        records.forEach((key, record) -> {
            try {
                rules.add(compiler.compile(key, record, new Tally()));
            } catch (InvalidRuleException e) {
                broken.put(key, e.problems());
            }
        });
        return of(1, rules, broken, limits);
    }

    /**
     * @param broken what is wrong with rules that are not in effect, by their key
     */
    static RuleBook of(long version, Collection<Rule> rules, Map<String, List<RuleProblem>> broken, RuleLimits limits) {
        List<Rule> known = new ArrayList<>(rules);
        known.sort(Rule.IN_ORDER);
        SortedMap<String, List<RuleProblem>> out = new TreeMap<>(broken);
        List<Rule> inEffect = new ArrayList<>();
        for (Rule rule : known) {
            if (rule.isEnabled() && inEffect.size() < limits.rulesMax()) {
                inEffect.add(rule);
            } else if (rule.isEnabled()) {
                out.put(
                        rule.name(),
                        List.of(RuleProblem.in(
                                rule.name(),
                                "order",
                                "only " + limits.rulesMax() + " rules can be in effect, and so many come before it")));
            }
        }
        return new RuleBook(version, inEffect.toArray(new Rule[0]), List.copyOf(known), out);
    }

    /** What a rule says of a message. */
    public record Opinion(Rule rule, Verdict verdict) {}

    /** Rises with every change. */
    public long version() {
        return version;
    }

    public boolean isEmpty() {
        return inEffect.length == 0;
    }

    /** Every rule that compiles, in order. */
    public List<Rule> known() {
        return known;
    }

    /** What is wrong with the rules that are not in effect although they should, by their key. */
    public SortedMap<String, List<RuleProblem>> broken() {
        return broken;
    }

    /** What every rule in effect says of the message, also of those behind the one that decides, in order. */
    public List<Opinion> opinions(Message message, RuleLimits limits) {
        Subject subject = new Subject(limits).of(message);
        List<Opinion> opinions = new ArrayList<>();
        for (Rule rule : inEffect) {
            opinions.add(new Opinion(rule, rule.verdict(subject)));
        }
        return opinions;
    }

    /** What the rules make of the message; null where none matches. */
    public @Nullable Ruling ruling(Message message, RuleLimits limits) {
        Subject subject = new Subject(limits).of(message);
        for (Rule rule : inEffect) {
            if (rule.verdict(subject).matches()) {
                return rule.ruling(subject);
            }
        }
        return null;
    }

    Rule[] inEffect() {
        return inEffect;
    }

    Reads reads() {
        return reads;
    }
}
