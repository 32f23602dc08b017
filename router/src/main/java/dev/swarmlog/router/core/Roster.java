package dev.swarmlog.router.core;

import dev.swarmlog.router.core.balance.Seat;
import org.jspecify.annotations.Nullable;

/** What a decision may ask about the agents that a message could go to, and of chance. */
public interface Roster {
    /** An agent with room, other than the one to avoid (empty for none); null when there is none. */
    @Nullable
    Seat pick(String avoidAgentId);

    /** The capability that the message asks for. */
    String capability();

    /** Whether anybody was ever heard of who can do what the message asks. */
    boolean knowsCapability();

    /** Whether the budget still has a retry. */
    boolean mayRetry();

    /** Whether one more message may wait. */
    boolean hasRoomToWait();

    /** Whether one more may set out: too many may have been sent away by agents, and will be back. */
    boolean mayBegin();

    /** How long half of those take to leave, at their pace of late, that have the room. */
    long halfGoneInMs();

    /** Evenly from 0 to 1. */
    double luck();
}
