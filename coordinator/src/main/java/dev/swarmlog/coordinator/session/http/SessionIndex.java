package dev.swarmlog.coordinator.session.http;

import dev.swarmlog.v1.SessionStatus;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The status of all sessions, as this instance has read it. */
public interface SessionIndex {
    @Nullable
    SessionStatus get(String sessionId);

    /** Shows them in the order of their ids, from behind the cursor on, while the viewer wants more. */
    void behind(String cursor, Predicate<SessionStatus> viewer);
}
