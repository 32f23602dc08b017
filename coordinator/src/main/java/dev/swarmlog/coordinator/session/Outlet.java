package dev.swarmlog.coordinator.session;

import dev.swarmlog.coordinator.session.core.part.Address;
import dev.swarmlog.v1.SessionEvent;
import dev.swarmlog.v1.SessionReply;
import dev.swarmlog.v1.SessionStatus;
import org.jspecify.annotations.Nullable;

/** Where what a task says goes. */
interface Outlet {
    void event(SessionEvent event);

    void reply(Address to, SessionReply reply);

    /** Null where the session is forgotten. */
    void status(String sessionId, @Nullable SessionStatus status);
}
