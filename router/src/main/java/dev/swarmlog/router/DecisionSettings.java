package dev.swarmlog.router;

import dev.swarmlog.runtime.settings.Settings;

/**
 * Of which decisions people are told why.
 *
 * @param share of those that found an agent; those that found none are always told
 * @param perSecondMax how many of both each task tells at most
 */
record DecisionSettings(double share, int perSecondMax) {

    static DecisionSettings from(Settings settings) {
        return new DecisionSettings(
                settings.share(
                        "SWARMLOG_ROUTER_DECISIONS_SHARE",
                        0.01,
                        "The share of decisions that are explained on routing.decisions; those that found nobody all are"),
                settings.whole(
                        "SWARMLOG_ROUTER_DECISIONS_PER_SECOND_MAX",
                        200,
                        0,
                        1_000_000,
                        "How many decisions of each input partition are explained in a second"));
    }
}
