package dev.swarmlog.coordinator.session.http;

import dev.swarmlog.v1.SessionEvent;
import java.util.function.Consumer;

/** What happened and happens in sessions. */
public interface SessionLog {
    /** Gives all events of a session that was created then, in their order, until what it returns is closed. */
    AutoCloseable follow(String sessionId, long createdAtMs, Consumer<SessionEvent> to);
}
