package dev.swarmlog.agent.sessions;

import dev.swarmlog.v1.SessionRefusal;
import dev.swarmlog.v1.SessionReply;

/** The coordinator did not do what was asked. */
public final class SessionRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SessionRefusal why;
    private final long number;

    SessionRefused(SessionReply reply) {
        super(reply.getSessionId() + ": " + reply.getRefusal() + ": " + reply.getDetail());
        this.why = reply.getRefusal();
        this.number = reply.getNumber();
    }

    public SessionRefusal why() {
        return why;
    }

    /** What was found instead: of a CONFLICT the key's version, of HELD and STALE the resource's last fence. */
    public long number() {
        return number;
    }
}
