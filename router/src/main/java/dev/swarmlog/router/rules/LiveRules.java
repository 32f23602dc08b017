package dev.swarmlog.router.rules;

import dev.swarmlog.v1.RoutingRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The rules as routing.rules says, key by key. One thread writes, any number read the book, which is swapped whole.
 *
 * <p>A record that is no rule takes the rule of its key out: what is in effect follows from the topic alone, also after
 * a restart that never sees the version before.
 */
public final class LiveRules {
    /** So many keys for each rule that may be in effect, lest a topic full of nonsense fill the memory. */
    private static final int KEYS_FOR_A_RULE = 10;

    private static final int NEWS_MAX = 100;

    private final RuleLimits limits;
    private @Nullable RuleCompiler compiler;
    private final RuleMeters meters;
    private final Map<String, Rule> rules = new HashMap<>();
    private final Map<String, List<RuleProblem>> broken = new HashMap<>();
    private final ArrayBlockingQueue<News> news = new ArrayBlockingQueue<>(NEWS_MAX);
    private volatile RuleBook book = RuleBook.EMPTY;

    public LiveRules(RuleLimits limits, RuleMeters meters) {
        this.limits = limits;
        this.meters = meters;
        meters.watch(this);
    }

    /**
     * What a person should know of a rule.
     *
     * @param code a short stable name of what is the matter
     */
    public record News(String rule, String code, String text) {
        static final String BROKEN = "router.rule-broken";
        static final String FAILED = "router.rule-failed";
    }

    public RuleLimits limits() {
        return limits;
    }

    public RuleBook book() {
        return book;
    }

    /** The newest record of a key; null says that the rule is removed. */
    public void put(String key, @Nullable RoutingRule record) {
        if (isTooMany(key, record)) {
            meters.refused();
            tell(new News(key, News.BROKEN, "rule '" + key + "' is left out: there are far too many rules"));
            return;
        }
        Rule before = rules.remove(key);
        broken.remove(key);
        if (record != null) {
            take(key, record, before == null ? new Tally() : before.tally());
        }
        meters.changed(key, rules.get(key));
        publish();
    }

    /** What people should know and nobody took yet; null when there is nothing. */
    public @Nullable News nextNews() {
        return news.poll();
    }

    /** Tells once of each version of a rule that it failed. */
    void failed(Rule rule, Verdict verdict) {
        meters.failed();
        if (rule.tellsOfFailure()) {
            tell(new News(rule.name(), News.FAILED, rule + " fails, and counts as no match: " + verdict.detail()));
        }
    }

    private boolean isTooMany(String key, @Nullable RoutingRule record) {
        return record != null
                && !rules.containsKey(key)
                && !broken.containsKey(key)
                && rules.size() + broken.size() >= KEYS_FOR_A_RULE * Math.max(1, limits.rulesMax());
    }

    private void take(String key, RoutingRule record, Tally tally) {
        try {
            rules.put(key, compiler().compile(key, record, tally));
        } catch (InvalidRuleException e) {
            broken.put(key, e.problems());
            meters.refused();
            tell(new News(key, News.BROKEN, String.valueOf(e.getMessage())));
        }
    }

    /** It takes a moment to make, and most installations begin without rules. */
    private RuleCompiler compiler() {
        RuleCompiler made = compiler;
        if (made == null) {
            made = new RuleCompiler(limits);
            compiler = made;
        }
        return made;
    }

    private void publish() {
        book = RuleBook.of(book.version() + 1, rules.values(), broken, limits);
    }

    /** What does not fit is counted all the same, and seen in the book. */
    private void tell(News what) {
        if (!news.offer(what)) {
            meters.untold();
        }
    }
}
