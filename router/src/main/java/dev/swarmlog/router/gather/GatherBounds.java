package dev.swarmlog.router.gather;

import dev.swarmlog.router.core.gather.GatherAdmission;
import dev.swarmlog.runtime.settings.Settings;

/**
 * How far gathering goes. One gather's payload and results stand in one record of the changelog, and its results in one
 * reply, twice where one of them is the answer: hence the highest values.
 *
 * @param fanOutMax how many agents one message goes to
 * @param bytesMax how large the payload of one gather may be, and all its results together
 * @param openMax how many gathers of one input partition are open at once
 * @param openBytesMax how many bytes those hold
 */
public record GatherBounds(int fanOutMax, int bytesMax, int openMax, long openBytesMax) {
    private static final int FAN_OUT_HIGHEST = 128;
    private static final int BYTES_HIGHEST = 350_000;

    public GatherAdmission admission() {
        return new GatherAdmission(fanOutMax, bytesMax);
    }

    public static GatherBounds from(Settings settings) {
        return new GatherBounds(
                settings.whole(
                        "SWARMLOG_ROUTER_FAN_OUT_MAX",
                        64,
                        1,
                        FAN_OUT_HIGHEST,
                        "How many agents one message goes to at most"),
                settings.whole(
                        "SWARMLOG_ROUTER_GATHER_BYTES_MAX",
                        BYTES_HIGHEST,
                        1_000,
                        BYTES_HIGHEST,
                        "The largest payload of a message to several agents, and the most that their results hold together"),
                settings.whole(
                        "SWARMLOG_ROUTER_GATHERS_MAX",
                        1_000,
                        1,
                        100_000,
                        "How many messages of each input partition may be with several agents; more are rejected"),
                settings.whole(
                                "SWARMLOG_ROUTER_GATHERS_MIB_MAX",
                                64,
                                1,
                                65_536,
                                "How much payload and results of each input partition those may hold; more is rejected")
                        * 1_048_576L);
    }
}
