package dev.swarmlog.router;

import dev.swarmlog.runtime.settings.Settings;

/**
 * How many answers a task keeps for repetitions of messages with an idempotency key.
 *
 * @param answersMax how many
 * @param bytesMax how many bytes of results together
 */
record KeptSettings(int answersMax, long bytesMax) {

    static KeptSettings from(Settings settings) {
        return new KeptSettings(
                settings.whole(
                        "SWARMLOG_ROUTER_ANSWERS_MAX",
                        100_000,
                        0,
                        10_000_000,
                        "How many answers of each input partition are kept for repeated idempotency keys"),
                settings.whole(
                                "SWARMLOG_ROUTER_ANSWERS_MIB_MAX",
                                64,
                                1,
                                65_536,
                                "How much of results each input partition keeps for repeated idempotency keys; the"
                                        + " oldest go first")
                        * 1_048_576L);
    }
}
