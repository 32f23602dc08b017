package dev.swarmlog.registry;

import dev.swarmlog.registry.core.Admission;
import dev.swarmlog.registry.core.Horizon;
import dev.swarmlog.registry.core.RefusalThrottle;
import dev.swarmlog.registry.core.RegistryMachine;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.Topics;

/**
 * All that can be set of the registry.
 *
 * @param agentsMax so many agents one task holds; more are refused
 */
record RegistryConfig(Judgement judgement, Bounds bounds, Refusals refusals, Rhythm rhythm, int agentsMax) {
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;

    /** What an agent may claim. */
    record Bounds(int concurrencyMax, int heartbeatMsMin, int heartbeatMsMax, long clockSkewMsMax) {}

    /** How often the same is refused aloud, and how much in all. */
    record Refusals(long intervalMs, int perSecondMax, int rememberedMax) {
        RefusalThrottle throttle() {
            return new RefusalThrottle(intervalMs, perSecondMax, rememberedMax);
        }
    }

    /**
     * The registry's own rhythm.
     *
     * @param tickMs how often it looks for who fell silent
     * @param pauseMsMin a stretch of time that neither it nor the log knows anything of, and that is forgiven everybody
     * @param restartGraceMs what everybody is given on top of their rhythm to find back after a restart
     * @param settleMs so long no heartbeat must have come before it takes itself to have read all of them
     * @param behindMs a heartbeat read so late says that there are more
     */
    record Rhythm(long tickMs, long pauseMsMin, long restartGraceMs, long settleMs, long behindMs) {
        Horizon.Patience patience() {
            return new Horizon.Patience(tickMs, settleMs, behindMs, Math.max(settleMs, restartGraceMs), pauseMsMin);
        }
    }

    static RegistryConfig from(Settings settings) {
        RegistryConfig config = new RegistryConfig(
                Judgement.from(settings),
                bounds(settings),
                new Refusals(
                        settings.millis(
                                "SWARMLOG_REGISTRY_REFUSAL_INTERVAL_MS",
                                10_000,
                                0,
                                HOUR_MS,
                                "At most so often an agent is told the same refusal"),
                        settings.whole(
                                "SWARMLOG_REGISTRY_REFUSALS_PER_SECOND",
                                100,
                                1,
                                100_000,
                                "At most so many refusals each task writes in a second"),
                        10_000),
                rhythm(settings),
                settings.whole(
                        "SWARMLOG_REGISTRY_AGENTS_MAX", 200_000, 1, 10_000_000, "So many agents one task holds"));
        config.check(settings);
        return config;
    }

    RegistryMachine machine(Topics topics) {
        Admission admission = new Admission(
                new Admission.CardLimits(
                        Limits.ID_CHARS_MAX,
                        Limits.VERSION_CHARS_MAX,
                        Limits.CAPABILITIES_MAX,
                        Limits.TAGS_MAX,
                        Limits.WEIGHT_MAX),
                topics.deliveries.partitions(),
                bounds.concurrencyMax,
                bounds.heartbeatMsMin,
                bounds.heartbeatMsMax,
                bounds.clockSkewMsMax);
        return new RegistryMachine(
                admission, judgement.timeouts(), judgement.health(), judgement.canaries(), judgement.publication());
    }

    private void check(Settings settings) {
        checkOrder(settings, "SWARMLOG_REGISTRY_HEARTBEAT_MS", bounds.heartbeatMsMin, bounds.heartbeatMsMax);
        long suspectMsMax = judgement.timeouts().detector().suspectMsMax();
        if (bounds.heartbeatMsMax >= suspectMsMax) {
            settings.refuse(
                    "SWARMLOG_REGISTRY_HEARTBEAT_MS_MAX",
                    "must be below SWARMLOG_REGISTRY_SUSPECT_MS_MAX, or who keeps such a rhythm is suspect between beats: "
                            + bounds.heartbeatMsMax + " >= " + suspectMsMax);
        }
        if (rhythm.pauseMsMin <= rhythm.tickMs) {
            settings.refuse(
                    "SWARMLOG_REGISTRY_PAUSE_MS_MIN",
                    "must be above SWARMLOG_REGISTRY_TICK_MS, or every tick is a pause: " + rhythm.pauseMsMin + " <= "
                            + rhythm.tickMs);
        }
    }

    private static void checkOrder(Settings settings, String name, long min, long max) {
        if (min > max) {
            settings.refuse(name + "_MIN", "must not be above " + name + "_MAX: " + min + " > " + max);
        }
    }

    private static Bounds bounds(Settings settings) {
        return new Bounds(
                settings.whole(
                        "SWARMLOG_REGISTRY_CONCURRENCY_MAX",
                        10_000,
                        1,
                        1_000_000,
                        "The concurrency that an agent may declare"),
                settings.whole(
                        "SWARMLOG_REGISTRY_HEARTBEAT_MS_MIN",
                        Limits.HEARTBEAT_INTERVAL_MS_MIN,
                        10,
                        60_000,
                        "The fastest rhythm an agent may declare"),
                settings.whole(
                        "SWARMLOG_REGISTRY_HEARTBEAT_MS_MAX",
                        Limits.HEARTBEAT_INTERVAL_MS_MAX,
                        100,
                        (int) HOUR_MS,
                        "The slowest rhythm an agent may declare"),
                settings.millis(
                        "SWARMLOG_REGISTRY_CLOCK_SKEW_MS_MAX",
                        60_000,
                        0,
                        DAY_MS,
                        "How far ahead an agent's clock may be"));
    }

    private static Rhythm rhythm(Settings settings) {
        return new Rhythm(
                settings.millis(
                        "SWARMLOG_REGISTRY_TICK_MS",
                        100,
                        10,
                        10_000,
                        "How often the registry looks for who fell silent"),
                settings.millis(
                        "SWARMLOG_REGISTRY_PAUSE_MS_MIN",
                        1_000,
                        20,
                        HOUR_MS,
                        "A stretch without heartbeats in which the registry itself stood still is forgiven from this length on"),
                settings.millis(
                        "SWARMLOG_REGISTRY_RESTART_GRACE_MS",
                        10_000,
                        0,
                        HOUR_MS,
                        "What everybody is given to find back after a restart of the registry"),
                settings.millis(
                        "SWARMLOG_REGISTRY_SETTLE_MS",
                        500,
                        10,
                        60_000,
                        "So long no heartbeat must come before the registry takes itself to have read all of them"),
                settings.millis(
                        "SWARMLOG_REGISTRY_BEHIND_MS",
                        1_000,
                        10,
                        HOUR_MS,
                        "A heartbeat that is read so long after the broker stamped it says that more are to come; then the "
                                + "registry waits for as long as after a restart before it takes itself to be done"));
    }
}
