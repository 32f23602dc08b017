package dev.swarmlog.coordinator.session;

import dev.swarmlog.runtime.settings.Settings;

/**
 * The bounds and times of sessions that no plan says.
 *
 * @param tickMs how often it is looked for what is due
 * @param statusMs so long the picture of a session that goes on may be behind
 * @param sessionsMax so many sessions of one task there may be, those that are over and remembered among them
 */
public record SessionConfig(long tickMs, long statusMs, int sessionsMax) {

    public static SessionConfig from(Settings settings) {
        return new SessionConfig(
                settings.millis(
                        "SWARMLOG_COORDINATOR_SESSION_TICK_MS",
                        25,
                        5,
                        10_000,
                        "How often it is looked for leases, waits and barriers of sessions whose time is over"),
                settings.millis(
                        "SWARMLOG_COORDINATOR_SESSION_STATUS_MS",
                        250,
                        0,
                        60_000,
                        "How far the status of a session may be behind; that a phase opened, or that it is over, is"
                                + " told at once"),
                settings.whole(
                        "SWARMLOG_COORDINATOR_SESSIONS_MAX",
                        10_000,
                        1,
                        1_000_000,
                        "So many sessions of one partition there may be, remembered ones among them; more are"
                                + " refused"));
    }
}
