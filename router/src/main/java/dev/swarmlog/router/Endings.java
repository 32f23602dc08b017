package dev.swarmlog.router;

import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.Decision;
import dev.swarmlog.router.core.Effect;
import dev.swarmlog.router.core.MessageState.Answered;
import dev.swarmlog.v1.Reply;

/** For one thread: writes down how messages end, says it from what is written, and lets them go. */
final class Endings {
    private final Kept kept;
    private final Outbox outbox;
    private final RouterMeters meters;

    Endings(Kept kept, Outbox outbox, RouterMeters meters) {
        this.kept = kept;
        this.outbox = outbox;
        this.meters = meters;
    }

    /** Gives the message what is to be said, to be logged with it. */
    void write(Flight flight, Decision end, long nowMs) {
        for (Effect effect : end.effects()) {
            if (effect instanceof Effect.Reply(Answer answer)) {
                flight.keep(RouterCodec.reply(flight, answer, null, nowMs));
                meters.answered(flight, answer, false, nowMs);
            } else if (effect instanceof Effect.DeadLetter(Answer answer)) {
                meters.answered(flight, answer, true, nowMs);
            }
        }
    }

    void say(Flight flight, long nowMs) {
        if (!(flight.state() instanceof Answered answered)) {
            return;
        }
        flight.isEndHeld = false;
        Reply reply = flight.reply();
        if (reply != null) {
            outbox.replyAgain(flight, reply, nowMs);
        } else {
            outbox.deadLetter(flight, answered.answer(), nowMs);
            if (!flight.others().isEmpty()) { // who asked for the same after it had ended
                outbox.replyAgain(flight, RouterCodec.reply(flight, answered.answer(), null, nowMs), nowMs);
            }
        }
        kept.keep(flight);
    }
}
