package dev.swarmlog.router.rules;

import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Routing;
import dev.swarmlog.v1.RoutingRule;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A compiled rule. Immutable but for what is counted; thread-safe. */
public final class Rule {
    /** The order in which rules are asked. */
    static final Comparator<Rule> IN_ORDER =
            Comparator.<Rule>comparingInt(rule -> rule.facts.getOrder()).thenComparing(Rule::name);

    private final RoutingRule facts;
    private final Expression when;
    private final @Nullable Expression affinityKey;
    private final Tally tally;
    private final AtomicBoolean failureTold = new AtomicBoolean();

    Rule(RoutingRule facts, Expression when, @Nullable Expression affinityKey, Tally tally) {
        this.facts = facts;
        this.when = when;
        this.affinityKey = affinityKey;
        this.tally = tally;
    }

    public String name() {
        return facts.getName();
    }

    /** As it was written; not to be changed. */
    public RoutingRule facts() {
        return facts;
    }

    boolean isEnabled() {
        return facts.getEnabled();
    }

    Reads reads() {
        return when.reads();
    }

    Tally tally() {
        return tally;
    }

    Verdict verdict(Subject subject) {
        return switch (when.evaluate(subject)) {
            case Expression.Result.Value(Boolean truth) -> truth ? Verdict.MATCHED : Verdict.NOT_MATCHED;
            case Expression.Result.Value(Object value) ->
                Verdict.failed(
                        "true or false is expected, it is a " + value.getClass().getSimpleName());
            case Expression.Result.None(Verdict why) -> why;
        };
    }

    /** What becomes of a message that matches. */
    Ruling ruling(Subject subject) {
        Message message = subject.message();
        if (!facts.getRefusal().isEmpty()) {
            return new Ruling(name(), message.getRouting(), "rule '" + name() + "': " + facts.getRefusal(), "");
        }
        Routing own = message.getRouting();
        if (affinityKey == null) {
            return new Ruling(name(), over(own, own.getAffinityKey()), "", "");
        }
        return switch (affinityKey.evaluate(subject)) {
            case Expression.Result.Value(String key)
            when key.length() <= Limits.ID_CHARS_MAX -> new Ruling(name(), over(own, key), "", "");
            case Expression.Result.Value(Object value) ->
                new Ruling(
                        name(),
                        over(own, own.getAffinityKey()),
                        "",
                        "affinityKey: a text of at most " + Limits.ID_CHARS_MAX + " characters is expected, it is a "
                                + value.getClass().getSimpleName());
            case Expression.Result.None(Verdict why) ->
                new Ruling(name(), over(own, own.getAffinityKey()), "", "affinityKey: " + why.detail());
        };
    }

    private Routing over(Routing own, String affinity) {
        return new Routing(
                or(facts.getCapability(), own.getCapability()),
                or(facts.getVersionRange(), own.getVersionRange()),
                or(facts.getRegion(), own.getRegion()),
                facts.getTags().isEmpty() ? own.getTags() : List.copyOf(facts.getTags()),
                or(facts.getStrategy(), own.getStrategy()),
                affinity,
                or(facts.getZone(), own.getZone()),
                own.getTracked());
    }

    private static String or(String ruled, String own) {
        return ruled.isEmpty() ? own : ruled;
    }

    /** Once. */
    boolean tellsOfFailure() {
        return !failureTold.get() && failureTold.compareAndSet(false, true);
    }

    @Override
    public String toString() {
        return "rule '" + name() + "'";
    }
}
