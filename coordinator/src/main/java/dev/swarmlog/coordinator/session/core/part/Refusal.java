package dev.swarmlog.coordinator.session.core.part;

/** Why a command was not obeyed. */
public enum Refusal {
    /** It was. */
    NONE,
    INVALID,
    NO_SESSION,
    /** One of this id is there with another plan. */
    EXISTS,
    /** Who asks does not take part. */
    NOT_JOINED,
    /** The session began, and nobody joins it any more. */
    STARTED,
    /** No place, no room. */
    FULL,
    NO_ROLE,
    NO_PHASE,
    NO_CHANNEL,
    NOT_OPEN,
    /** The key is at another version than was said. */
    CONFLICT,
    /** Somebody has the resource. */
    HELD,
    /** The fence is over. */
    STALE,
    /** It was waited for in vain. */
    LAPSED,
    CLOSED,
    ENDED,
    /** Too much at once: the same again later. */
    BUSY
}
