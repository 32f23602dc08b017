package dev.swarmlog.agent.messages;

import java.time.Duration;

/**
 * The bounds of a {@link MessageClient}.
 *
 * @param inFlightMax messages that are submitted and not answered yet
 * @param whenFull what a submission beyond them does
 * @param timeout how long a reply is waited for when the draft does not say
 * @param grace how much longer than the deadline the client waits, for the router to say that it has passed
 * @param lingerMs how long a message may wait for others to share its request
 */
public record ClientSettings(int inFlightMax, WhenFull whenFull, Duration timeout, Duration grace, int lingerMs) {
    public static final ClientSettings DEFAULT =
            new ClientSettings(10_000, WhenFull.BLOCK, Duration.ofSeconds(60), Duration.ofSeconds(5), 0);

    /** What a submission does when the client has as many messages under way as it may. */
    public enum WhenFull {
        /** Waits for a free place, as long as the message's own timeout. */
        BLOCK,
        /** Fails with {@link MessageFailure.Reason#TOO_MANY_IN_FLIGHT}. */
        FAIL
    }

    public ClientSettings {
        require(inFlightMax >= 1, "inFlightMax: 1 or more", inFlightMax);
        require(timeout.toMillis() >= 1, "timeout: 1 ms or more", timeout);
        require(!grace.isNegative(), "grace: 0 or more", grace);
        require(lingerMs >= 0, "lingerMs: 0 or more", lingerMs);
    }

    public ClientSettings withInFlightMax(int messages, WhenFull then) {
        return new ClientSettings(messages, then, timeout, grace, lingerMs);
    }

    public ClientSettings withTimeout(Duration ofReplies) {
        return new ClientSettings(inFlightMax, whenFull, ofReplies, grace, lingerMs);
    }

    public ClientSettings withGrace(Duration afterDeadline) {
        return new ClientSettings(inFlightMax, whenFull, timeout, afterDeadline, lingerMs);
    }

    public ClientSettings withLingerMs(int millis) {
        return new ClientSettings(inFlightMax, whenFull, timeout, grace, millis);
    }

    private static void require(boolean holds, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException(expected + " is expected, not " + found);
        }
    }
}
