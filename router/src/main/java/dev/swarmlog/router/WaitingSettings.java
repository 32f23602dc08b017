package dev.swarmlog.router;

import dev.swarmlog.router.core.balance.Turn;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.v1.Priority;

/**
 * The bounds of a task's waiting room, and who goes first in it.
 *
 * @param messagesMax how many messages may wait for an agent
 * @param bytesMax how many bytes of payload may wait
 * @param headStartMs how much longer a message must have waited to go before one of the next higher priority
 */
record WaitingSettings(int messagesMax, long bytesMax, long headStartMs) {

    static WaitingSettings from(Settings settings) {
        return new WaitingSettings(
                settings.whole(
                        "SWARMLOG_ROUTER_WAITING_MAX",
                        20_000,
                        0,
                        10_000_000,
                        "How many messages of each input partition may wait for an agent, half of them for the same"
                                + " kind of agent; more are rejected"),
                settings.whole(
                                "SWARMLOG_ROUTER_WAITING_MIB_MAX",
                                64,
                                1,
                                65_536,
                                "How much payload of each input partition may wait for an agent; more is rejected. What all"
                                        + " partitions of a process may hold should be less than half of its heap")
                        * 1_048_576L,
                settings.millis(
                        "SWARMLOG_ROUTER_HEAD_START_MS",
                        10_000,
                        0,
                        3_600_000,
                        "How much longer a message must have waited to go before one of the next higher priority"));
    }

    /** With any other there would be no room that is kept for what is more urgent. */
    private static final long RAISE_MS_MIN = 1_000;

    /** The level of priority of which a message that came now would have this turn: what has waited is worth more. */
    int levelOf(Turn turn, long nowMs) {
        return Math.clamp((nowMs - turn.atMs()) / Math.max(RAISE_MS_MIN, headStartMs), 0, 3);
    }

    Turn turn(Priority priority, long nowMs, long offset) {
        int level = switch (priority) {
            case LOW -> 0;
            case NORMAL, UNKNOWN -> 1;
            case HIGH -> 2;
            case CRITICAL -> 3;
        };
        return Turn.of(level, headStartMs, nowMs, offset);
    }
}
