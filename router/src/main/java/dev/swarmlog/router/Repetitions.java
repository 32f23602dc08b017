package dev.swarmlog.router;

import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.Effect;
import dev.swarmlog.router.core.MessageState.Answered;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;

/** Mutable and for one thread: what somebody hears who submits a message that is known. */
final class Repetitions {
    private final LiveStore<Flight> flights;
    private final Outbox outbox;
    private final RouterMeters meters;
    private final long retryAfterMs;

    Repetitions(LiveStore<Flight> flights, Outbox outbox, RouterMeters meters, long retryAfterMs) {
        this.flights = flights;
        this.outbox = outbox;
        this.meters = meters;
        this.retryAfterMs = retryAfterMs;
    }

    /** The message is under way: its answer goes to this requester, too, each address once. */
    void join(Flight flight, Message again, long nowMs) {
        ReplyAddress address = ReplyAddress.of(again);
        if (address.isNobody() || flight.isHeardAt(address)) {
            meters.ignored(Effect.Reason.DUPLICATE);
        } else if (flight.tellAlso(address)) {
            flights.changed(flight);
            meters.kept().joined();
        } else {
            Answer full = Answer.tooManyRequesters(Flight.REQUESTERS_MAX, retryAfterMs);
            outbox.tell(RouterCodec.reply(flight, full, null, nowMs), again, nowMs);
        }
    }

    /** Somebody takes back what was never submitted, or is over and not kept. */
    void nothingLikeIt(Message withdrawal, boolean mayHear, long nowMs) {
        meters.ignored(Effect.Reason.NOTHING_TO_DO);
        if (mayHear && !withdrawal.getReplyTopic().isEmpty()) {
            outbox.tell(RouterCodec.nothingToWithdraw(withdrawal, nowMs), withdrawal, nowMs);
        }
    }

    /** The message is over: the same answer again, also where the first one was a dead letter. */
    void repeat(Flight flight, Message again, long nowMs) {
        Reply reply = flight.reply();
        if (!again.getWithdrawal().isEmpty() && again.getReplyTopic().isEmpty()) {
            meters.ignored(Effect.Reason.NOTHING_TO_DO);
        } else if (reply != null) {
            outbox.tell(reply, again, nowMs);
            meters.kept().repeated();
        } else if (flight.state() instanceof Answered answered
                && !again.getReplyTopic().isEmpty()) {
            outbox.tell(RouterCodec.reply(flight, answered.answer(), null, nowMs), again, nowMs);
            meters.kept().repeated();
        } else {
            meters.ignored(Effect.Reason.DUPLICATE);
        }
    }
}
