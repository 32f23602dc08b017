package dev.swarmlog.router.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.swarmlog.router.rules.Verdict.Kind;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Priority;
import dev.swarmlog.v1.Routing;
import dev.swarmlog.v1.RoutingRule;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleTest {
    private final RuleCompiler compiler = new RuleCompiler(Written.LIMITS);

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            type == 'order.created'                                     ~ MATCHED
            type == 'order.deleted'                                     ~ NOT_MATCHED
            type.startsWith('order.') && attributes['region'] == 'eu'   ~ MATCHED
            attributes.tier in ['gold', 'silver']                       ~ MATCHED
            source == 'shop' && hops < 3 && priority == 'HIGH'          ~ MATCHED
            type.matches('^order[.].*')                                 ~ MATCHED
            'campaign' in attributes && attributes.campaign == 'x'      ~ NOT_MATCHED
            has(attributes.campaign)                                    ~ NOT_MATCHED
            attributes.exists(name, name.startsWith('reg'))             ~ MATCHED
            payload.amount > 100                                        ~ MATCHED
            payload.amount > 1000                                       ~ NOT_MATCHED
            payload.items.exists(item, item.price > 3)                  ~ MATCHED
            payload.vip                                                 ~ MATCHED
            has(payload.discount) && payload.discount > 5               ~ NOT_MATCHED
            attributes['campaign'] == 'x'                               ~ MISSING
            attributes.campaign == 'x'                                  ~ MISSING
            payload.discount > 5                                        ~ MISSING
            attributes.campaign == 'x' || type == 'order.created'       ~ MATCHED
            payload.amount > 'much'                                     ~ FAILED
            payload.amount                                              ~ FAILED
            hops / 0 > 1                                                ~ FAILED
            """)
    void saysOfAMessage(String when, Kind expected) throws Exception {
        Rule rule = compiler.compile(Written.rule(when).build());

        Verdict verdict = rule.verdict(subject(order().build()));

        assertThat(verdict.kind()).as(verdict.detail()).isEqualTo(expected);
        assertThat(verdict.detail().isEmpty()).isEqualTo(expected == Kind.MATCHED || expected == Kind.NOT_MATCHED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            typ == 'a'                   ~ when 1:1: undeclared reference to 'typ'
            type == 'a' && tpye == 'b'   ~ when 1:16: undeclared reference to 'tpye'
            type ==                      ~ when 1:8: mismatched input
            type == 1                    ~ when 1:6: found no matching overload
            type                         ~ when 1:1: a bool is expected, it is a string
            size(attributes)             ~ when 1:1: a bool is expected, it is a int
            """)
    void whatDoesNotCompileIsToldWithItsPlace(String when, String told) {
        InvalidRuleException refused = refusal(Written.rule(when).build());

        assertThat(refused.problems())
                .anySatisfy(problem -> assertThat(problem.toString()).startsWith("rule 'a-rule', " + told));
    }

    @Test
    void allThatIsWrongIsToldTogether() {
        InvalidRuleException refused = refusal(Written.rule("typ == 'a'")
                .setVersionRange("[1,2)")
                .setStrategy("BEST_GUESS")
                .setAffinityKey("attributes['a'] + 1")
                .setRefusal("no")
                .build());

        assertThat(refused.problems())
                .extracting(RuleProblem::field)
                .containsExactlyInAnyOrder("versionRange", "strategy", "refusal", "when", "affinityKey");
    }

    @Test
    void expressionsAreBounded() {
        String parts = IntStream.range(0, 300).mapToObj(i -> "hops>" + (i % 9)).collect(Collectors.joining("||"));
        for (String when : List.of(
                "type == '" + "x".repeat(Written.LIMITS.charsMax()) + "'",
                "(".repeat(500) + "true" + ")".repeat(500),
                "[".repeat(500) + "]".repeat(500) + " == []",
                parts)) {
            assertThat(refusal(Written.rule(when).build()).problems()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload.all(a, payload.all(b, payload.all(c, a + b + c >= 0)))",
                "payload.map(a, payload.map(b, a + b)).size() > 0",
                "payload.exists(a, payload.exists(b, payload.exists(c, a + b + c < 0))) || type == 'order.created'"
            })
    void aRuleThatWouldTakeLongFailsSoon(String when) throws Exception {
        Rule rule = compiler.compile(Written.rule(when).build());
        String numbers = IntStream.range(0, 5_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
        Message message = order().setPayload(Written.bytes("[" + numbers + "]")).build();

        long start = System.nanoTime();
        Verdict verdict = rule.verdict(subject(message));

        assertThat(verdict.kind()).isEqualTo(Kind.FAILED);
        assertThat(verdict.detail()).contains("steps");
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    }

    @Test
    void aHostilePatternStaysCheap() throws Exception {
        Rule rule = compiler.compile(
                Written.rule("payload.text.matches(payload.pattern)").build());
        String hostile = "{\"text\": \"" + "a".repeat(40_000) + "!\", \"pattern\": \"^(a+)+$\"}";

        Verdict verdict =
                rule.verdict(subject(order().setPayload(Written.bytes(hostile)).build()));

        assertThat(verdict.kind()).isEqualTo(Kind.NOT_MATCHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{\"amount\": 1", "{\"amount\": 5} {}", "{\"amount\": NaN}"})
    void aPayloadThatIsNoJsonFailsTheRulesThatReadIt(String payload) throws Exception {
        Message message = order().setPayload(Written.bytes(payload)).build();

        assertThat(verdict("payload.amount > 1", message).kind()).isEqualTo(Kind.FAILED);
        assertThat(verdict("payload.amount > 1 || type == 'order.created'", message)
                        .kind())
                .isEqualTo(Kind.FAILED);
        assertThat(verdict("type == 'another' && payload.amount > 1", message).kind())
                .isEqualTo(Kind.NOT_MATCHED);
    }

    @Test
    void aPayloadThatIsTooLargeOrTooDeepFailsTheRulesThatReadIt() throws Exception {
        String large = "{\"amount\": \"" + "x".repeat(Written.LIMITS.payloadBytesMax()) + "\"}";
        String deep = "[".repeat(1_000) + "]".repeat(1_000);

        Verdict ofLarge = verdict(
                "has(payload.amount)", order().setPayload(Written.bytes(large)).build());
        Verdict ofDeep =
                verdict("payload == []", order().setPayload(Written.bytes(deep)).build());

        assertThat(ofLarge.detail()).contains("at most 65536 bytes");
        assertThat(ofDeep.kind()).isEqualTo(Kind.FAILED);
    }

    @Test
    void whatARuleSaysGoesOverWhatTheMessageAsks() throws Exception {
        Rule rule = compiler.compile(Written.rule("true")
                .setCapability("ship.express")
                .setRegion("eu")
                .setTags(List.of("cold"))
                .setAffinityKey("source + '/' + attributes.tier")
                .build());
        Routing own = new Routing("ship", "^1", "us", List.of("warm", "big"), "", "mine", "us-1", false);

        Ruling ruling = rule.ruling(subject(order().setRouting(own).build()));

        assertThat(ruling.routing())
                .isEqualTo(new Routing("ship.express", "^1", "eu", List.of("cold"), "", "shop/gold", "us-1", false));
        assertThat(ruling.rule()).isEqualTo("a-rule");
        assertThat(ruling.refuses()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"attributes.user", "payload.amount", "payload"})
    void anAffinityKeyThatCannotBeHadLeavesTheMessagesOwn(String key) throws Exception {
        Routing own = new Routing("", "", "", List.of(), "", "mine", "", true);
        Rule rule = compiler.compile(Written.rule("true").setAffinityKey(key).build());

        Ruling ruling = rule.ruling(subject(order().setRouting(own).build()));

        assertThat(ruling.routing().getAffinityKey()).isEqualTo("mine");
        assertThat(ruling.trouble()).startsWith("affinityKey: ");
    }

    @Test
    void aRuleRefusesWithItsText() throws Exception {
        RoutingRule facts = Written.rule("no-orders", 1, "true")
                .setRefusal("the shop is closed")
                .build();

        Ruling ruling = compiler.compile(facts).ruling(subject(order().build()));

        assertThat(ruling.refuses()).isTrue();
        assertThat(ruling.refusal()).isEqualTo("rule 'no-orders': the shop is closed");
    }

    private Verdict verdict(String when, Message message) throws InvalidRuleException {
        return compiler.compile(Written.rule(when).build()).verdict(subject(message));
    }

    private InvalidRuleException refusal(RoutingRule facts) {
        return catchThrowableOfType(InvalidRuleException.class, () -> compiler.compile(facts));
    }

    private static Message.Builder order() {
        return Written.message("order.created").setPriority(Priority.HIGH).setHops(1);
    }

    private static Subject subject(Message message) {
        return new Subject(Written.LIMITS).of(message);
    }
}
