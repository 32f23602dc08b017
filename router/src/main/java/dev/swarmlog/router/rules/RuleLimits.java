package dev.swarmlog.router.rules;

import dev.swarmlog.runtime.settings.Settings;

/**
 * What rules may cost at most.
 *
 * @param rulesMax how many rules are in effect
 * @param charsMax how long an expression is
 * @param partsMax how many parts its syntax tree has, macros written out
 * @param stepsMax how many steps an evaluation takes: one for each part that gets a value, and one for each
 *     {@link Subject#SIZE_OF_A_STEP} characters or elements of that value
 * @param payloadBytesMax how large a payload rules can read
 * @param remembered for how many kinds of messages each task remembers what the rules said
 */
public record RuleLimits(int rulesMax, int charsMax, int partsMax, int stepsMax, int payloadBytesMax, int remembered) {

    public static RuleLimits from(Settings settings) {
        return new RuleLimits(
                settings.whole(
                        "SWARMLOG_ROUTER_RULES_MAX",
                        200,
                        0,
                        10_000,
                        "How many routing rules are in effect; what comes behind, by order and name, is left out"),
                settings.whole(
                        "SWARMLOG_ROUTER_RULES_CHARS_MAX",
                        2_000,
                        10,
                        100_000,
                        "How many characters an expression of a routing rule has"),
                settings.whole(
                        "SWARMLOG_ROUTER_RULES_PARTS_MAX",
                        500,
                        10,
                        100_000,
                        "How many parts (names, constants, calls; macros written out) an expression of a rule has"),
                settings.whole(
                        "SWARMLOG_ROUTER_RULES_STEPS_MAX",
                        10_000,
                        10,
                        10_000_000,
                        "After how many steps a rule fails for a message: a step is a part that gets a value, or 16 characters"
                                + " or elements of one"),
                settings.whole(
                        "SWARMLOG_ROUTER_RULES_PAYLOAD_BYTES_MAX",
                        65_536,
                        0,
                        1_000_000,
                        "How large a JSON payload is that rules can read; they fail for a larger one"),
                settings.whole(
                        "SWARMLOG_ROUTER_RULES_REMEMBERED",
                        4_096,
                        0,
                        1_000_000,
                        "For how many kinds of messages each input partition remembers what the rules said"));
    }
}
