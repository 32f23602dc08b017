package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.runtime.settings.Settings;

/**
 * Bounds and times of swarms.
 *
 * @param beatMs how often what swarms did is written down
 * @param statusMs how far the status of one that goes on may be behind
 * @param framesMs how often it is told where particles are
 * @param shownMax so many particles of a swarm are shown
 * @param swarmsMax so many swarms of one task may go on at once; more are refused
 * @param keptMs so long a swarm that ended is remembered
 * @param threads that make steps; 0 is half as many as there are processors
 */
record SwarmConfig(long beatMs, long statusMs, long framesMs, int shownMax, int swarmsMax, long keptMs, int threads) {
    private static final long DAY_MS = 86_400_000;

    static SwarmConfig from(Settings settings) {
        return new SwarmConfig(
                settings.millis(
                        "SWARMLOG_COORDINATOR_SWARM_BEAT_MS",
                        50,
                        5,
                        10_000,
                        "How often what swarms did is written down; a crash takes back no more than nobody has seen"),
                settings.millis(
                        "SWARMLOG_COORDINATOR_SWARM_STATUS_MS",
                        500,
                        0,
                        60_000,
                        "How far the status of a swarm that goes on may be behind; how it ends is told at once"),
                settings.millis(
                        "SWARMLOG_COORDINATOR_SWARM_FRAMES_MS",
                        500,
                        50,
                        60_000,
                        "How often it is told where a swarm's particles are"),
                settings.whole(
                        "SWARMLOG_COORDINATOR_SWARM_SHOWN_MAX",
                        1_000,
                        1,
                        50_000,
                        "So many particles of a swarm are shown; of more, every n-th"),
                settings.whole(
                        "SWARMLOG_COORDINATOR_SWARMS_MAX",
                        1_000,
                        1,
                        100_000,
                        "So many swarms of one task may go on at once; more are refused"),
                settings.millis(
                        "SWARMLOG_COORDINATOR_SWARM_KEPT_MS",
                        DAY_MS,
                        1_000,
                        365 * DAY_MS,
                        "How long a swarm that ended is remembered"),
                settings.whole(
                        "SWARMLOG_COORDINATOR_SWARM_THREADS",
                        0,
                        0,
                        256,
                        "Threads that make the steps of swarms; 0 is half as many as there are processors"));
    }
}
