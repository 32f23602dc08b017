package dev.swarmlog.router;

import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.Effect;
import dev.swarmlog.router.core.balance.AgentLoad;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.rules.LiveRules;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.RoutingDecision;
import org.jspecify.annotations.Nullable;

/** What a router task sends out. */
interface Outbox {
    void deliver(Flight flight, Effect.Deliver deliver, long nowMs);

    /** Tells the agent in the seat that nobody wants any more what it was sent. */
    void withdraw(Flight flight, Effect.Withdraw withdraw, Seat seat, long nowMs);

    /** Tells the requesters, and what they were told; the outcome is that of the agent, null when there is none. */
    Reply reply(Flight flight, Answer answer, @Nullable Outcome outcome, long nowMs);

    void deadLetter(Flight flight, Answer answer, long nowMs);

    /** Tells the requesters once more what they were told. */
    void replyAgain(Flight flight, Reply reply, long nowMs);

    /** Tells whoever submitted the message again. */
    void tell(Reply reply, Message again, long nowMs);

    void decided(RoutingDecision decision);

    void alert(LiveRules.News news, long nowMs);

    void observed(String agentId, AgentLoad.Observation seen, long nowMs);

    /** Asks for a commit as soon as it may be. */
    void commitSoon();

    /** Writes a mark behind the outcomes of the task's partition. */
    void mark(Heard heard, long nowMs);
}
