package dev.swarmlog.agent.host;

import dev.swarmlog.schemas.Limits;
import java.time.Duration;

/**
 * The bounds and rhythms of an {@link AgentHost}.
 *
 * @param inboxPartition the partition of messages.deliveries to read; negative for a random one
 * @param lingerMs how long an outcome may wait for others to share its request
 * @param heartbeatInterval how often each agent beats; above 30 s an installation must allow it
 * @param cardInterval how often each agent repeats its card, so that a registry that forgot it learns it again
 * @param drainTimeout how long a closing host waits for running handlers
 * @param rememberedMax answers that are kept for deliveries that come again
 * @param rememberedBytesMax how much memory those may take
 * @param threadsMax handler threads where the JDK has no virtual ones
 * @param liveHandlersMax handlers of lazy agents that stay alive while idle
 */
public record HostSettings(
        int inboxPartition,
        int lingerMs,
        Duration heartbeatInterval,
        Duration cardInterval,
        Duration drainTimeout,
        int rememberedMax,
        long rememberedBytesMax,
        int threadsMax,
        int liveHandlersMax) {
    public static final HostSettings DEFAULT = new HostSettings(
            -1, 0, Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofSeconds(30), 50_000, 32L << 20, 256, 50);

    public HostSettings {
        require(lingerMs >= 0, "lingerMs: 0 or more", lingerMs);
        require(
                heartbeatInterval.toMillis() >= Limits.HEARTBEAT_INTERVAL_MS_MIN
                        && heartbeatInterval.toMillis() <= 3_600_000,
                "heartbeatInterval: 100 ms to 1 h",
                heartbeatInterval);
        require(cardInterval.compareTo(heartbeatInterval) >= 0, "cardInterval: the heartbeat's or more", cardInterval);
        require(!drainTimeout.isNegative(), "drainTimeout: 0 or more", drainTimeout);
        require(rememberedMax >= 1, "rememberedMax: 1 or more", rememberedMax);
        require(rememberedBytesMax >= 0, "rememberedBytesMax: 0 or more", rememberedBytesMax);
        require(threadsMax >= 1, "threadsMax: 1 or more", threadsMax);
        require(liveHandlersMax >= 1, "liveHandlersMax: 1 or more", liveHandlersMax);
    }

    public HostSettings withInboxPartition(int partition) {
        return new HostSettings(
                partition,
                lingerMs,
                heartbeatInterval,
                cardInterval,
                drainTimeout,
                rememberedMax,
                rememberedBytesMax,
                threadsMax,
                liveHandlersMax);
    }

    public HostSettings withLingerMs(int millis) {
        return new HostSettings(
                inboxPartition,
                millis,
                heartbeatInterval,
                cardInterval,
                drainTimeout,
                rememberedMax,
                rememberedBytesMax,
                threadsMax,
                liveHandlersMax);
    }

    /** The card is repeated no more often than this, so it follows when it would be. */
    public HostSettings withHeartbeatInterval(Duration interval) {
        return new HostSettings(
                inboxPartition,
                lingerMs,
                interval,
                cardInterval.compareTo(interval) < 0 ? interval : cardInterval,
                drainTimeout,
                rememberedMax,
                rememberedBytesMax,
                threadsMax,
                liveHandlersMax);
    }

    public HostSettings withCardInterval(Duration interval) {
        return new HostSettings(
                inboxPartition,
                lingerMs,
                heartbeatInterval,
                interval,
                drainTimeout,
                rememberedMax,
                rememberedBytesMax,
                threadsMax,
                liveHandlersMax);
    }

    public HostSettings withDrainTimeout(Duration longest) {
        return new HostSettings(
                inboxPartition,
                lingerMs,
                heartbeatInterval,
                cardInterval,
                longest,
                rememberedMax,
                rememberedBytesMax,
                threadsMax,
                liveHandlersMax);
    }

    public HostSettings withRemembered(int answersMax, long bytesMax) {
        return new HostSettings(
                inboxPartition,
                lingerMs,
                heartbeatInterval,
                cardInterval,
                drainTimeout,
                answersMax,
                bytesMax,
                threadsMax,
                liveHandlersMax);
    }

    public HostSettings withThreadsMax(int threads) {
        return new HostSettings(
                inboxPartition,
                lingerMs,
                heartbeatInterval,
                cardInterval,
                drainTimeout,
                rememberedMax,
                rememberedBytesMax,
                threads,
                liveHandlersMax);
    }

    public HostSettings withLiveHandlersMax(int handlers) {
        return new HostSettings(
                inboxPartition,
                lingerMs,
                heartbeatInterval,
                cardInterval,
                drainTimeout,
                rememberedMax,
                rememberedBytesMax,
                threadsMax,
                handlers);
    }

    private static void require(boolean holds, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException(expected + " is expected, not " + found);
        }
    }
}
