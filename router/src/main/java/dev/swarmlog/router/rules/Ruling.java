package dev.swarmlog.router.rules;

import dev.swarmlog.v1.Routing;

/**
 * What the rules make of a message.
 *
 * @param rule the rule that decided; empty when none matched
 * @param routing what the message asks for by that
 * @param refusal why it is refused; empty when it is not
 * @param trouble what the rule that decided could not do; empty when it could do all
 */
public record Ruling(String rule, Routing routing, String refusal, String trouble) {
    static Ruling none(Routing own) {
        return new Ruling("", own, "", "");
    }

    public boolean refuses() {
        return !refusal.isEmpty();
    }
}
