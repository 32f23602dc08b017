package dev.swarmlog.router.core;

import dev.swarmlog.router.core.balance.Seat;

/** What a decision asks of the world. */
public sealed interface Effect {
    /** Send the message to the agent. */
    record Deliver(int attempt, Seat seat) implements Effect {}

    /** Tell the agent that nobody wants it any more. */
    record Withdraw(MessageState.InFlight underWay, String why) implements Effect {}

    /** Tell the requester. */
    record Reply(Answer answer) implements Effect {}

    /** Nobody waits for it, and it did not work: keep it for people. */
    record DeadLetter(Answer answer) implements Effect {}

    /** Tell whoever submitted it again what comes of it, too: one answer serves all. */
    record Join() implements Effect {}

    /** Tell whoever submitted it again what was answered first. */
    record Repeat() implements Effect {}

    /** Nothing more will be asked about this message. */
    record Forget() implements Effect {}

    /** The event changed nothing; count it. */
    record Ignore(Reason reason) implements Effect {}

    enum Reason {
        /** Submitted again by somebody who hears the answer anyway, or does not want to. */
        DUPLICATE,
        /** News of an assignment that is over. */
        STALE,
        /** Nothing is due, or the news concerns somebody else. */
        NOTHING_TO_DO
    }
}
