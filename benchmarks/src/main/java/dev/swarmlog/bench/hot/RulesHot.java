package dev.swarmlog.bench.hot;

import dev.swarmlog.router.rules.LiveRules;
import dev.swarmlog.router.rules.RuleLimits;
import dev.swarmlog.router.rules.RuleMatcher;
import dev.swarmlog.router.rules.RuleMeters;
import dev.swarmlog.router.rules.Ruling;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.RoutingRule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Ten rules, of which the last matches: as a message meets them whose kind is known, and one that no message before was like. */
@State(Scope.Thread)
public class RulesHot {
    private static final int RULES = 10;

    private final RuleLimits limits = RuleLimits.from(Settings.from(Map.of()));
    private final RuleMeters meters = new RuleMeters(new SimpleMeterRegistry());
    private final LiveRules live = new LiveRules(limits, meters);
    private final RuleMatcher matcher = new RuleMatcher(live, meters);
    private final Message message;

    public RulesHot() {
        TrustedTypes.allow();
        message = Message.newBuilder()
                .setMessageId("m-0000000001")
                .setType("bench.work")
                .setSource("bench")
                .setAttributes(Map.of("lang", "en"))
                .setSubmittedAtMs(0)
                .setPayload(ByteBuffer.allocate(0))
                .build();
        for (int number = 1; number <= RULES; number++) {
            String when = number == RULES
                    ? "type == 'bench.work' && attributes['lang'] == 'en'"
                    : "type.startsWith('other." + number + "') && source != 'bench' && hops < " + number;
            RoutingRule rule = RoutingRule.newBuilder()
                    .setName("rule-" + number)
                    .setOrder(number)
                    .setWhen(when)
                    .setCapability("bench.work")
                    .build();
            live.put(rule.getName(), rule);
        }
    }

    @Benchmark
    public final Ruling remembered() {
        return Objects.requireNonNull(matcher.ask(message));
    }

    @Benchmark
    public final Ruling evaluated() {
        return Objects.requireNonNull(live.book().ruling(message, limits));
    }
}
