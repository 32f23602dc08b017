package dev.swarmlog.router.core.strategy;

import java.util.Map;

/**
 * How one kind of message wants its agent chosen among those that can.
 *
 * @param zone whose agents are tried first; empty for no matter
 * @param urgency under PRIORITY; HIGH where it plays no part
 * @param facets under CONTENT_BASED, the attributes that agents' tags may say
 */
public record Preference(StrategyName strategy, String zone, Urgency urgency, Map<String, String> facets) {
    public static Preference plain(StrategyName strategy) {
        return new Preference(strategy, "", Urgency.HIGH, Map.of());
    }
}
