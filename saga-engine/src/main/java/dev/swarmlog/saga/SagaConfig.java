package dev.swarmlog.saga;

import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.fact.Parent;

/**
 * The engine's bounds and times.
 *
 * @param tickMs how often it is looked for what is due
 * @param statusMs so long the picture of a saga that goes on may be behind
 * @param parkMs so long a start waits for a definition that is not there
 * @param parkedMax so many starts of one task may wait so
 * @param keptMs so long an ended saga is remembered
 * @param childKeptMs the same for one that is the work of another saga's step, which may want it undone
 * @param keptMax so many ended sagas of one task are remembered
 * @param cachedMax so many sagas of one task are held decoded
 * @param definitionsMax so many definitions there may be
 * @param stillMs a saga to which nothing happened for so long, and nothing will by the clock, stands still
 */
record SagaConfig(
        long tickMs,
        long statusMs,
        long parkMs,
        int parkedMax,
        long keptMs,
        long childKeptMs,
        int keptMax,
        int cachedMax,
        int definitionsMax,
        long stillMs) {

    private static final long DAY_MS = 86_400_000;

    /** When a saga that ends now is forgotten. */
    long forgetMs(Saga saga, long nowMs) {
        boolean alone = saga.start().parent().equals(Parent.NONE);
        return nowMs + (alone ? keptMs : Math.max(keptMs, childKeptMs));
    }

    static SagaConfig from(Settings settings) {
        return new SagaConfig(
                settings.millis(
                        "SWARMLOG_SAGA_ENGINE_TICK_MS",
                        25,
                        5,
                        10_000,
                        "How often it is looked for timers that are due"),
                settings.millis(
                        "SWARMLOG_SAGA_ENGINE_STATUS_MS",
                        250,
                        0,
                        60_000,
                        "How far the status of a saga that goes on may be behind; how it ends is told at once"),
                settings.millis(
                        "SWARMLOG_SAGA_ENGINE_DEFINITION_WAIT_MS",
                        3_000,
                        0,
                        60_000,
                        "How long a start waits for a definition that was deployed a moment ago before it is refused"),
                settings.whole(
                        "SWARMLOG_SAGA_ENGINE_DEFINITION_WAITS_MAX",
                        1_000,
                        0,
                        100_000,
                        "So many starts of one task may wait so"),
                settings.millis(
                        "SWARMLOG_SAGA_ENGINE_KEPT_MS",
                        600_000,
                        1_000,
                        365 * DAY_MS,
                        "How long an ended saga is remembered: shown, and its end told to those who start it again;"
                                + " its history stays"),
                settings.millis(
                        "SWARMLOG_SAGA_ENGINE_CHILD_KEPT_MS",
                        7 * DAY_MS,
                        1_000,
                        365 * DAY_MS,
                        "The same for a sub-saga, which can be undone for so long if the saga above it fails"),
                settings.whole(
                        "SWARMLOG_SAGA_ENGINE_KEPT_MAX",
                        100_000,
                        0,
                        10_000_000,
                        "So many ended sagas of one task are remembered; beyond, the oldest is forgotten before its"
                                + " time"),
                settings.whole(
                        "SWARMLOG_SAGA_ENGINE_CACHED_MAX",
                        20_000,
                        1,
                        10_000_000,
                        "So many sagas of one task are held decoded in memory"),
                settings.whole(
                        "SWARMLOG_SAGA_ENGINE_DEFINITIONS_MAX",
                        10_000,
                        1,
                        1_000_000,
                        "So many definitions there may be"),
                settings.millis(
                        "SWARMLOG_SAGA_ENGINE_STILL_MS",
                        3_600_000,
                        1_000,
                        365 * DAY_MS,
                        "A saga to which nothing happened for so long, and nothing will by the clock, is counted as"
                                + " standing still"));
    }
}
