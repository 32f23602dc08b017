package dev.swarmlog.coordinator;

import dev.swarmlog.runtime.settings.Settings;

/**
 * All that can be set of the coordinator.
 *
 * @param waitMsMax how long a request may wait for its reply
 * @param inFlightMax submissions under way at once; more are refused
 * @param sampleMs how often it looks how far the topics have grown
 */
record CoordinatorConfig(long waitMsMax, int inFlightMax, long sampleMs) {
    private static final long HOUR_MS = 3_600_000;

    static CoordinatorConfig from(Settings settings) {
        return new CoordinatorConfig(
                settings.millis(
                        "SWARMLOG_COORDINATOR_WAIT_MS_MAX",
                        300_000,
                        1,
                        HOUR_MS,
                        "How long a request may wait for the reply to its message"),
                settings.whole(
                        "SWARMLOG_COORDINATOR_IN_FLIGHT_MAX",
                        10_000,
                        1,
                        1_000_000,
                        "Submissions over HTTP that may be under way at once"),
                settings.millis(
                        "SWARMLOG_COORDINATOR_SAMPLE_MS",
                        1_000,
                        100,
                        60_000,
                        "How often the coordinator looks how far the topics have grown"));
    }
}
