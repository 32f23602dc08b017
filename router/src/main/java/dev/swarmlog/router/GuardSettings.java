package dev.swarmlog.router;

import dev.swarmlog.router.core.guard.Breaker;
import dev.swarmlog.router.core.guard.GuardTerms;
import dev.swarmlog.router.core.guard.Outliers;
import dev.swarmlog.router.core.guard.RetryBudget;
import dev.swarmlog.runtime.settings.Settings;

/**
 * How agents are guarded, and how often messages are sent once more.
 *
 * @param retryShare how many messages of a hundred may be sent once more, as a share
 * @param retriesPerSecond how many more of each input partition may, however few there are
 */
record GuardSettings(GuardTerms agents, double retryShare, double retriesPerSecond) {
    /** So that routers that opened a breaker together do not probe together. */
    private static final double BREAKER_JITTER = 0.1;

    static GuardSettings from(Settings settings) {
        GuardTerms terms = new GuardTerms(
                breaker(settings),
                outliers(settings),
                settings.millis(
                        "SWARMLOG_ROUTER_SLOW_START_MS",
                        10_000,
                        0,
                        3_600_000,
                        "In which the share of an agent that is new or back grows from a tenth to all"),
                settings.millis(
                        "SWARMLOG_ROUTER_LATENCY_DECAY_MS",
                        10_000,
                        100,
                        3_600_000,
                        "In which what is known of an agent's latency fades to a third"));
        if (terms.breaker().openMs() > terms.breaker().openMsMax()) {
            settings.refuse(
                    "SWARMLOG_ROUTER_BREAKER_OPEN_MS",
                    "must not be above SWARMLOG_ROUTER_BREAKER_OPEN_MS_MAX: "
                            + terms.breaker().openMs() + " > " + terms.breaker().openMsMax());
        }
        return new GuardSettings(
                terms,
                settings.share(
                        "SWARMLOG_ROUTER_RETRY_SHARE",
                        0.2,
                        "How many retries there may be for each message, over ten seconds, before they have to wait"),
                settings.decimal(
                        "SWARMLOG_ROUTER_RETRIES_PER_SECOND",
                        10,
                        0,
                        1_000_000,
                        "How many retries more there may be in each input partition"));
    }

    RetryBudget retryBudget() {
        return new RetryBudget(retryShare, retriesPerSecond);
    }

    private static Breaker breaker(Settings settings) {
        return new Breaker(
                settings.whole(
                        "SWARMLOG_ROUTER_BREAKER_FAILURES",
                        3,
                        1,
                        1_000,
                        "After how many failures in a row an agent gets nothing for a while"),
                settings.millis(
                        "SWARMLOG_ROUTER_BREAKER_WINDOW_MS",
                        60_000,
                        100,
                        86_400_000,
                        "Within which time these failures must come"),
                settings.millis(
                        "SWARMLOG_ROUTER_BREAKER_OPEN_MS",
                        30_000,
                        10,
                        3_600_000,
                        "For how long it gets nothing, before one message tries it; doubles each time that fails"),
                settings.millis(
                        "SWARMLOG_ROUTER_BREAKER_OPEN_MS_MAX",
                        300_000,
                        10,
                        86_400_000,
                        "For how long it gets nothing at most"),
                settings.millis(
                        "SWARMLOG_ROUTER_BREAKER_PROBE_MS",
                        60_000,
                        10,
                        86_400_000,
                        "After which time without news of that one message another one tries it"),
                BREAKER_JITTER);
    }

    private static Outliers.Terms outliers(Settings settings) {
        return new Outliers.Terms(
                settings.millis(
                        "SWARMLOG_ROUTER_OUTLIER_INTERVAL_MS",
                        10_000,
                        100,
                        3_600_000,
                        "Over which time the agents of a pool are compared by how often they succeed"),
                settings.whole(
                        "SWARMLOG_ROUTER_OUTLIER_VOLUME_MIN",
                        20,
                        1,
                        1_000_000,
                        "How many outcomes an agent must have in that time to be compared"),
                settings.whole(
                        "SWARMLOG_ROUTER_OUTLIER_AGENTS_MIN",
                        5,
                        2,
                        1_000_000,
                        "How many agents there must be to compare"),
                settings.share(
                        "SWARMLOG_ROUTER_OUTLIER_MARGIN",
                        0.3,
                        "How far under the median of its pool an agent's success rate must be for it to be ejected"),
                settings.millis(
                        "SWARMLOG_ROUTER_EJECT_MS",
                        30_000,
                        10,
                        3_600_000,
                        "For how long an agent is ejected; each time soon after it is this much more"),
                settings.millis(
                        "SWARMLOG_ROUTER_EJECT_MS_MAX",
                        300_000,
                        10,
                        86_400_000,
                        "For how long an agent is ejected at most"),
                settings.share(
                        "SWARMLOG_ROUTER_EJECT_SHARE_MAX",
                        0.1,
                        "Which share of a pool may be ejected at once; one agent always may be"));
    }
}
