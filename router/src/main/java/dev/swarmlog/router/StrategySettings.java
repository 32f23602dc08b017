package dev.swarmlog.router;

import dev.swarmlog.router.core.strategy.Strategies;
import dev.swarmlog.router.core.strategy.StrategyName;
import dev.swarmlog.runtime.settings.Settings;

/**
 * How agents are chosen.
 *
 * @param unasked the strategy for a message that does not say
 * @param zone whose agents are tried first for a message that does not say; empty for no matter
 */
record StrategySettings(StrategyName unasked, String zone, Strategies.Terms terms) {

    static StrategySettings from(Settings settings) {
        Strategies.Terms usual = Strategies.Terms.USUAL;
        StrategyName unasked = settings.oneOf(
                "SWARMLOG_ROUTER_STRATEGY",
                StrategyName.POWER_OF_TWO,
                "How an agent is chosen for a message that does not say; not BROADCAST");
        if (unasked == StrategyName.BROADCAST) {
            settings.refuse("SWARMLOG_ROUTER_STRATEGY", "BROADCAST is only for messages that ask for it");
        }
        return new StrategySettings(
                unasked,
                settings.text(
                        "SWARMLOG_ROUTER_ZONE",
                        "",
                        "The zone whose agents are tried first for a message that names none; empty for no matter"),
                new Strategies.Terms(
                        settings.decimal(
                                "SWARMLOG_ROUTER_HASH_LOAD_EXCESS",
                                usual.hashLoadExcess(),
                                0.01,
                                10,
                                "By which share an agent may exceed its part of the work in flight under CONSISTENT_HASH"),
                        settings.whole(
                                "SWARMLOG_ROUTER_AFFINITY_KEYS_MAX",
                                usual.affinityKeysMax(),
                                16,
                                10_000_000,
                                "How many keys AFFINITY remembers in each process"),
                        settings.share(
                                "SWARMLOG_ROUTER_EXPLORATION",
                                usual.exploration(),
                                "The share of its choices that ADAPTIVE spends on finding out"),
                        settings.whole(
                                "SWARMLOG_ROUTER_SUBSET_MIN",
                                usual.subsetMin(),
                                1,
                                1_000_000,
                                "From how many agents per input partition on each partition's task prefers its own")));
    }
}
