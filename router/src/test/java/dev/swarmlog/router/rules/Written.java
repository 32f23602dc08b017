package dev.swarmlog.router.rules;

import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.RoutingRule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Rules and messages, with defaults. */
final class Written {
    static final RuleLimits LIMITS = RuleLimits.from(Settings.from(Map.of()));

    static {
        TrustedTypes.allow();
    }

    private Written() {}

    static RoutingRule.Builder rule(String name, int order, String when) {
        return RoutingRule.newBuilder().setName(name).setOrder(order).setWhen(when);
    }

    static RoutingRule.Builder rule(String when) {
        return rule("a-rule", 10, when);
    }

    static Message.Builder message(String type) {
        return Message.newBuilder()
                .setMessageId("m-1")
                .setType(type)
                .setSource("shop")
                .setAttributes(Map.of("region", "eu", "tier", "gold"))
                .setSubmittedAtMs(1)
                .setPayload(bytes("{\"amount\": 120.5, \"items\": [{\"price\": 1}, {\"price\": 4}], \"vip\": true}"));
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
