package dev.swarmlog.router.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.Message;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RuleMatcherTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RuleMeters meters = new RuleMeters(registry);
    private final LiveRules live = new LiveRules(Written.LIMITS, meters);
    private final RuleMatcher matcher = new RuleMatcher(live, meters);

    @Test
    void withoutRulesNothingIsAskedOrRemembered() {
        assertThat(matcher.ask(Written.message("a").build())).isNull();

        assertThat(count("swarmlog.router.rules.cache")).isZero();
    }

    @Test
    void theFirstRuleInOrderThatMatchesDecides() {
        put("z-first", 1, "type == 'a'");
        put("b-second", 2, "type.startsWith('a')");
        put("a-second", 2, "type.startsWith('a')");
        live.put("off", Written.rule("off", 0, "true").setEnabled(false).build());

        assertThat(ask("a")).isEqualTo("z-first");
        assertThat(ask("ab")).isEqualTo("a-second");
        assertThat(ask("b")).isNull();
    }

    @Test
    void whatCannotBeDecidedIsLeftToTheNextRuleAndCountedEachTime() {
        put("missing", 1, "attributes.campaign == 'x'");
        put("failing", 2, "hops / 0 == 1");
        put("any", 3, "true");

        for (int i = 0; i < 3; i++) {
            assertThat(ask("a")).isEqualTo("any");
        }

        assertThat(verdicts("missing", "missing")).isEqualTo(3);
        assertThat(verdicts("failing", "failed")).isEqualTo(3);
        assertThat(verdicts("any", "matched")).isEqualTo(3);
        assertThat(live.nextNews()).extracting(LiveRules.News::rule).isEqualTo("failing");
        assertThat(live.nextNews()).as("told once").isNull();
    }

    @Test
    void messagesAlikeInWhatRulesReadAreOneToTheCache() {
        put("eu", 1, "attributes.region == 'eu' && type == 'a'");

        matcher.ask(Written.message("a").setMessageId("m-1").setHops(1).build());
        matcher.ask(Written.message("a").setMessageId("m-2").setHops(2).build());
        matcher.ask(Written.message("a")
                .setAttributes(Map.of("region", "eu", "user", "u-7"))
                .build());
        matcher.ask(Written.message("b").build());

        assertThat(cache("hit")).isEqualTo(2);
        assertThat(cache("miss")).isEqualTo(2);
    }

    @Test
    void aRuleThatLookedAtThePayloadIsAskedAnew() {
        put("dear", 1, "type == 'a' && payload.amount > 100");
        put("rest", 2, "true");

        assertThat(ask("a", "{\"amount\": 500}")).isEqualTo("dear");
        assertThat(ask("a", "{\"amount\": 5}")).isEqualTo("rest");
        assertThat(ask("a", "{\"amount\": 500}")).isEqualTo("dear");
        assertThat(ask("b", "no JSON")).as("nobody looks at it").isEqualTo("rest");
        assertThat(ask("a", "no JSON")).isEqualTo("rest");

        assertThat(verdicts("dear", "failed")).isEqualTo(1);
    }

    @Test
    void aNewBookForgetsWhatWasRemembered() {
        put("r", 1, "type == 'a'");
        assertThat(ask("a")).isEqualTo("r");

        put("r", 1, "type == 'b'");

        assertThat(ask("a")).isNull();
        assertThat(ask("b")).isEqualTo("r");
        live.put("r", null);
        assertThat(ask("b")).isNull();
    }

    @Test
    void aBrokenRecordTakesItsRuleOutAndNoOther() {
        put("r", 1, "type == 'a'");
        put("s", 2, "true");

        put("r", 1, "typ == 'a'");
        live.put("t", Written.rule("another-name", 0, "true").build());

        assertThat(ask("a")).isEqualTo("s");
        assertThat(live.book().broken()).containsOnlyKeys("r", "t");
        assertThat(registry.get("swarmlog.router.rules.refused").counter().count())
                .isEqualTo(2);
        assertThat(live.nextNews()).extracting(LiveRules.News::text).asString().contains("undeclared reference");
        put("r", 1, "type == 'a'");
        assertThat(ask("a")).isEqualTo("r");
        assertThat(live.book().broken()).containsOnlyKeys("t");
    }

    @Test
    void rulesBeyondTheBoundAreLeftOutFromTheEndWhateverCameFirst() {
        RuleLimits two = new RuleLimits(2, 2_000, 500, 10_000, 1_000, 10);
        LiveRules few = new LiveRules(two, meters);

        few.put("c", Written.rule("c", 3, "true").build());
        few.put("b", Written.rule("b", 2, "true").build());
        few.put("a", Written.rule("a", 1, "true").build());

        assertThat(few.book().opinions(Written.message("a").build(), two))
                .extracting(opinion -> opinion.rule().name())
                .containsExactly("a", "b");
        assertThat(few.book().broken()).containsOnlyKeys("c");
        for (int i = 0; i < 100; i++) {
            few.put("k" + i, Written.rule("k" + i, 9, "true").build());
        }
        assertThat(few.book().known()).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void whatIsRememberedIsBounded() {
        RuleLimits limits = new RuleLimits(10, 2_000, 500, 10_000, 1_000, 2);
        LiveRules rules = new LiveRules(limits, meters);
        RuleMatcher forgetful = new RuleMatcher(rules, meters);
        rules.put("r", Written.rule("r", 1, "type.startsWith('t')").build());

        for (String type : List.of("t1", "t2", "t3", "t1", "t1", "x".repeat(600), "x".repeat(600))) {
            forgetful.ask(Written.message(type).build());
        }

        assertThat(cache("hit")).isEqualTo(1);
    }

    /** Whatever is remembered, the answer is that of asking each rule. */
    @Test
    void rememberingChangesNoAnswer() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> conditions = List.of(
                "type == 'a'",
                "attributes.x == '1'",
                "'y' in attributes && attributes['y'] == '2'",
                "payload.n > 1",
                "type == 'b' && payload.n > 0",
                "attributes.exists(k, k == 'z')",
                "hops > 1",
                "priority == 'HIGH' || payload.missing == 1",
                "hops / 0 > 1");
        for (int round = 0; round < 200; round++) {
            String name = "r" + random.nextInt(6);
            live.put(
                    name,
                    random.nextInt(5) == 0
                            ? null
                            : Written.rule(name, random.nextInt(4), conditions.get(random.nextInt(conditions.size())))
                                    .build());
            for (int i = 0; i < 20; i++) {
                Message message = anyMessage(random);
                Ruling ruling = matcher.ask(message);
                String expected = live.book().opinions(message, Written.LIMITS).stream()
                        .filter(opinion -> opinion.verdict().matches())
                        .map(opinion -> opinion.rule().name())
                        .findFirst()
                        .orElse(null);
                assertThat(ruling == null ? null : ruling.rule())
                        .as("-Dseed=" + seed + ", round " + round)
                        .isEqualTo(expected);
            }
        }
        assertThat(cache("hit")).isPositive();
    }

    private static Message anyMessage(Random random) {
        Map<String, String> attributes = new HashMap<>();
        for (String name : List.of("x", "y", "z")) {
            if (random.nextBoolean()) {
                attributes.put(name, String.valueOf(random.nextInt(3)));
            }
        }
        return Written.message(random.nextBoolean() ? "a" : "b")
                .setAttributes(attributes)
                .setHops(random.nextInt(3))
                .setPayload(Written.bytes(random.nextInt(9) == 0 ? "oops" : "{\"n\": " + random.nextInt(3) + "}"))
                .build();
    }

    private void put(String name, int order, String when) {
        live.put(name, Written.rule(name, order, when).build());
    }

    private @Nullable String ask(String type) {
        return ask(type, "{}");
    }

    private @Nullable String ask(String type, String payload) {
        Ruling ruling = matcher.ask(
                Written.message(type).setPayload(Written.bytes(payload)).build());
        return ruling == null ? null : ruling.rule();
    }

    private double cache(String result) {
        return registry.get("swarmlog.router.rules.cache")
                .tag("result", result)
                .functionCounter()
                .count();
    }

    private double count(String name) {
        return registry.get(name).functionCounters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private double verdicts(String rule, String verdict) {
        return registry.get("swarmlog.router.rules.verdicts")
                .tag("rule", rule)
                .tag("verdict", verdict)
                .functionCounter()
                .count();
    }
}
