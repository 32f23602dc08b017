package dev.swarmlog.router.core;

import dev.swarmlog.router.core.MessageEvent.AgentLost;
import dev.swarmlog.router.core.MessageEvent.Assignment;
import dev.swarmlog.router.core.MessageEvent.CapacityFreed;
import dev.swarmlog.router.core.MessageEvent.Completed;
import dev.swarmlog.router.core.MessageEvent.Declined;
import dev.swarmlog.router.core.MessageEvent.Failed;
import dev.swarmlog.router.core.MessageEvent.Progressed;
import dev.swarmlog.router.core.MessageEvent.SentBefore;
import dev.swarmlog.router.core.MessageEvent.Submitted;
import dev.swarmlog.router.core.MessageEvent.TimedOut;
import dev.swarmlog.router.core.MessageEvent.Withdrawn;
import dev.swarmlog.router.core.MessageState.Answered;
import dev.swarmlog.router.core.MessageState.BackingOff;
import dev.swarmlog.router.core.MessageState.Gathering;
import dev.swarmlog.router.core.MessageState.HandedOver;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.MessageState.Tries;
import dev.swarmlog.router.core.MessageState.Unseen;
import dev.swarmlog.router.core.MessageState.Waiting;
import dev.swarmlog.router.core.MessageState.Withdrawing;
import dev.swarmlog.router.core.balance.Seat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what an event makes of a message. The whole behaviour of the router towards one message is here. */
public record MessageMachine(Policy policy) {
    /** An agent that is busy is asked again within seconds, however often it said so. */
    private static final int DECLINED_DOUBLINGS_MAX = 5;

    public Decision decide(Terms terms, MessageState state, MessageEvent event, long nowMs, Roster roster) {
        if (state instanceof Answered answered) {
            return afterTheEnd(answered, event, nowMs);
        }
        if (state instanceof Withdrawing withdrawing) {
            return new Withdrawal(this).after(terms, withdrawing, event, nowMs);
        }
        return switch (event) {
            case Submitted(boolean mayBeUnderWay) -> submitted(terms, state, mayBeUnderWay, nowMs, roster);
            case SentBefore(Assignment of) -> sentBefore(terms, state, of, nowMs);
            case CapacityFreed() ->
                state instanceof Waiting waiting
                        ? placeOrStay(terms, waiting, nowMs, roster)
                        : ignored(state, Effect.Reason.NOTHING_TO_DO);
            case Progressed progressed -> progressed(state, progressed, nowMs);
            case Completed completed -> completed(terms, state, completed, nowMs);
            case Failed failed -> failed(terms, state, failed, nowMs, roster);
            case Declined declined -> declined(terms, state, declined, nowMs, roster);
            case AgentLost lost -> agentLost(terms, state, lost, nowMs, roster);
            case Withdrawn withdrawn -> new Withdrawal(this).asked(terms, state, withdrawn, nowMs);
            case TimedOut() -> timedOut(terms, state, nowMs, roster);
        };
    }

    /** For a message whose end others decided: it must not be routed at all, or is over with the others it was sent with. */
    public Decision end(Terms terms, Answer answer, long nowMs) {
        return answer(terms, answer, nowMs);
    }

    private Decision submitted(Terms terms, MessageState state, boolean mayBeUnderWay, long nowMs, Roster roster) {
        if (!(state instanceof Unseen)) {
            return Decision.of(state, new Effect.Join());
        }
        Tries before = mayBeUnderWay ? Tries.NONE.unheard() : Tries.NONE;
        if (nowMs >= terms.deadlineMs()) {
            // Whom a former life asked in time may have done it: that is heard first.
            BackingOff tooLate = new BackingOff(before, terms.deadlineMs(), "");
            return mayBeUnderWay ? Decision.of(tooLate) : expire(terms, tooLate, nowMs, roster);
        }
        boolean mayBegin = roster.mayBegin();
        Seat seat = mayBegin ? roster.pick("") : null;
        if (seat != null) {
            return deliver(terms, seat, before, nowMs);
        }
        if (!mayBegin || !roster.hasRoomToWait()) {
            return answer(terms, Answer.noRoom(policy.comeAgainInMs(roster.halfGoneInMs(), roster.luck())), nowMs);
        }
        // A capability that was announced a moment ago may not have reached this router yet.
        long unheardUntilMs =
                terms.patient() || roster.knowsCapability() ? MessageState.NEVER : nowMs + policy.unknownGraceMs();
        return Decision.of(new Waiting(before, unheardUntilMs, ""));
    }

    /** As that life had it, with a lease that begins anew: nobody else is asked for it. */
    private Decision sentBefore(Terms terms, MessageState state, Assignment of, long nowMs) {
        boolean isToBeMade = state instanceof Unseen || isUnassigned(state);
        if (!isToBeMade) {
            return ignored(state, Effect.Reason.NOTHING_TO_DO);
        }
        if (!terms.tracked()) {
            return new Decision(new HandedOver(of.fence()), List.of(new Effect.Forget()));
        }
        return Decision.of(
                new InFlight(Tries.NONE.next(), of.agentId(), of.agentEpoch(), nowMs, nowMs + policy.leaseMs()));
    }

    private static boolean isUnassigned(MessageState state) {
        return (state instanceof Waiting || state instanceof BackingOff) && state.attempt() == 0;
    }

    private Decision placeOrStay(Terms terms, Waiting waiting, long nowMs, Roster roster) {
        if (nowMs >= terms.deadlineMs()) {
            // It is yet to be heard whether a former life sent it: others need not stand behind it meanwhile.
            return Decision.of(waiting.outOfLine(terms));
        }
        Seat seat = roster.pick("");
        return seat == null
                ? ignored(waiting, Effect.Reason.NOTHING_TO_DO)
                : deliver(terms, seat, waiting.tries(), nowMs);
    }

    private Decision progressed(MessageState state, Progressed news, long nowMs) {
        return state instanceof InFlight flight && news.of().isThatOf(flight)
                ? Decision.of(flight.renewedUntil(nowMs + policy.leaseMs()))
                : ignored(state, Effect.Reason.STALE);
    }

    /**
     * A result counts while no later assignment was made: also when its lease is over and the message waits for
     * another agent, or when a former life of this router, whose last records were lost with it, made the assignment.
     */
    private Decision completed(Terms terms, MessageState state, Completed news, long nowMs) {
        return state instanceof Unseen
                        || state instanceof HandedOver
                        || state instanceof Gathering
                        || news.of().isOvertakenBy(state)
                ? ignored(state, Effect.Reason.STALE)
                : answer(terms, Answer.completed(news.of().agentId(), news.of().fence()), nowMs);
    }

    private Decision failed(Terms terms, MessageState state, Failed news, long nowMs, Roster roster) {
        InFlight flight = spokenOf(state, news.of(), nowMs);
        if (flight == null) {
            return ignored(state, Effect.Reason.STALE);
        }
        if (news.failureClass() == FailureClass.NON_RETRYABLE) {
            return giveUp(terms, Answer.Cause.NON_RETRYABLE, news.failureClass(), news.error(), flight, nowMs);
        }
        Tries tries = flight.tries();
        if (tries.failures() >= terms.attemptsMax()) {
            return giveUp(terms, Answer.Cause.ATTEMPTS_EXHAUSTED, news.failureClass(), news.error(), flight, nowMs);
        }
        long backoffMs = policy.backoffMs(tries.failures(), roster.luck());
        return switch (news.failureClass()) {
            case RESOURCE_EXHAUSTED -> Decision.of(new BackingOff(tries, nowMs + backoffMs, news.error()));
            case RETRYABLE, RATE_LIMITED, NONE, NON_RETRYABLE -> {
                Seat elsewhere = roster.mayRetry() ? elsewhere(terms, flight, nowMs, roster) : null;
                long untilMs = later(terms, nowMs, Math.max(backoffMs, news.retryAfterMs()));
                yield elsewhere == null
                        ? Decision.of(new BackingOff(tries, untilMs, news.error()))
                        : deliver(terms, elsewhere, tries, nowMs);
            }
        };
    }

    /**
     * The assignment as whoever speaks of it has it; null when it is not the present one. Of the first there may be two:
     * one that a former life of this router made, which was lost with it, and one that this life made or is yet to make.
     */
    private static @Nullable InFlight spokenOf(MessageState state, Assignment of, long nowMs) {
        if (state instanceof InFlight flight && of.countsFor(flight)) {
            return new InFlight(
                    flight.tries(), of.agentId(), of.agentEpoch(), flight.sentAtMs(), flight.leaseUntilMs());
        }
        return isUnassigned(state) && of.fence() == 1
                ? new InFlight(Tries.NONE.next(), of.agentId(), of.agentEpoch(), nowMs, nowMs)
                : null;
    }

    /** Goes on to others, at once as often as a message may fail and then ever more slowly, until the deadline. */
    private Decision declined(Terms terms, MessageState state, Declined news, long nowMs, Roster roster) {
        InFlight flight = spokenOf(state, news.of(), nowMs);
        if (flight == null) {
            return ignored(state, Effect.Reason.STALE);
        }
        if (news.failureClass() == FailureClass.NON_RETRYABLE) {
            return giveUp(terms, Answer.Cause.NON_RETRYABLE, news.failureClass(), news.error(), flight, nowMs);
        }
        Tries tries = flight.tries().refused();
        Seat elsewhere = tries.refusals() < terms.attemptsMax() ? elsewhere(terms, flight, nowMs, roster) : null;
        if (elsewhere != null) {
            return deliver(terms, elsewhere, tries, nowMs);
        }
        long backoffMs = policy.backoffMs(Math.min(tries.refusals(), DECLINED_DOUBLINGS_MAX), roster.luck());
        long untilMs = later(terms, nowMs, Math.max(backoffMs, news.retryAfterMs()));
        return Decision.of(new BackingOff(tries, untilMs, news.error()));
    }

    private Decision agentLost(Terms terms, MessageState state, AgentLost news, long nowMs, Roster roster) {
        return state instanceof InFlight flight
                        && flight.agentId().equals(news.agentId())
                        && flight.agentEpoch() <= news.epoch()
                ? reassign(terms, flight, "agent " + flight.agentId() + " was lost", nowMs, roster)
                : ignored(state, Effect.Reason.NOTHING_TO_DO);
    }

    private Decision timedOut(Terms terms, MessageState state, long nowMs, Roster roster) {
        if (nowMs < state.dueMs(terms)) {
            return ignored(state, Effect.Reason.NOTHING_TO_DO);
        }
        if (nowMs >= terms.deadlineMs()) {
            return expire(terms, state, nowMs, roster);
        }
        return switch (state) {
            case InFlight flight -> leaseEnded(terms, flight, nowMs, roster);
            case BackingOff backing -> resume(terms, backing, nowMs, roster);
            case Waiting waiting -> unheardOf(terms, waiting, nowMs, roster);
            case Unseen unseen -> ignored(unseen, Effect.Reason.NOTHING_TO_DO);
            case HandedOver over -> ignored(over, Effect.Reason.NOTHING_TO_DO);
            case Gathering gathering -> ignored(gathering, Effect.Reason.NOTHING_TO_DO);
            case Withdrawing withdrawing -> new Withdrawal(this).after(terms, withdrawing, new TimedOut(), nowMs);
            case Answered answered -> afterTheEnd(answered, new TimedOut(), nowMs);
        };
    }

    private Decision leaseEnded(Terms terms, InFlight flight, long nowMs, Roster roster) {
        String trouble = "agent " + flight.agentId() + " did not report for " + policy.leaseMs() + " ms";
        int failures = flight.tries().failures();
        if (failures < terms.attemptsMax() + terms.losses() && !roster.mayRetry()) {
            long backoffMs = policy.backoffMs(failures, roster.luck());
            return Decision.of(new BackingOff(flight.tries().unheard(), nowMs + backoffMs, trouble));
        }
        return reassign(terms, flight, trouble, nowMs, roster);
    }

    private Decision reassign(Terms terms, InFlight flight, String trouble, long nowMs, Roster roster) {
        Tries tries = flight.tries().unheard();
        if (tries.failures() >= terms.attemptsMax() + terms.losses()) {
            Answer.Cause cause = Answer.Cause.ATTEMPTS_EXHAUSTED;
            return answer(terms, Answer.gaveUp(cause, FailureClass.RETRYABLE, trouble, flight, tries), nowMs);
        }
        Seat seat = elsewhere(terms, flight, nowMs, roster);
        return seat == null
                ? Decision.of(new Waiting(tries, MessageState.NEVER, trouble))
                : deliver(terms, seat, tries, nowMs);
    }

    /** Ever more rarely while the budget is used up: those who are many ask seldom. */
    private Decision resume(Terms terms, BackingOff backing, long nowMs, Roster roster) {
        if (!roster.mayRetry()) {
            long backoffMs = policy.backoffMs(backing.tries().failures() + backing.postponed() + 1, roster.luck());
            return Decision.of(backing.postponedUntil(nowMs + backoffMs));
        }
        Seat seat = roster.pick("");
        return seat == null
                ? Decision.of(new Waiting(backing.tries(), MessageState.NEVER, backing.trouble()))
                : deliver(terms, seat, backing.tries(), nowMs);
    }

    private Decision unheardOf(Terms terms, Waiting waiting, long nowMs, Roster roster) {
        return roster.knowsCapability()
                ? Decision.of(new Waiting(waiting.tries(), MessageState.NEVER, waiting.trouble()))
                : answer(
                        terms,
                        Answer.refused(
                                Answer.Cause.NO_SUCH_CAPABILITY,
                                "no agent ever offered the capability " + roster.capability()),
                        nowMs);
    }

    private Decision expire(Terms terms, MessageState state, long nowMs, Roster roster) {
        return switch (state) {
            case InFlight flight -> {
                String detail = "the deadline passed while agent " + flight.agentId() + " worked on it";
                yield answer(
                        terms,
                        Answer.expired(detail, flight.agentId(), flight.tries().unheard()),
                        nowMs);
            }
            case Waiting waiting ->
                answer(
                        terms,
                        Answer.expired(
                                "the deadline passed while it waited for an agent"
                                        + (roster.knowsCapability()
                                                ? ""
                                                : ", and none ever offered the capability " + roster.capability())
                                        + after(waiting.trouble()),
                                "",
                                waiting.tries()),
                        nowMs);
            case BackingOff backing -> {
                String detail = backing.attempt() > 0
                        ? "the deadline passed before the next attempt" + after(backing.trouble())
                        : backing.trouble().isEmpty()
                                ? "the deadline had passed before the router read it"
                                : backing.trouble();
                yield answer(terms, Answer.expired(detail, "", backing.tries()), nowMs);
            }
            case Unseen unseen -> ignored(unseen, Effect.Reason.NOTHING_TO_DO);
            case HandedOver over -> ignored(over, Effect.Reason.NOTHING_TO_DO);
            case Gathering gathering -> ignored(gathering, Effect.Reason.NOTHING_TO_DO);
            case Withdrawing withdrawing -> ignored(withdrawing, Effect.Reason.NOTHING_TO_DO);
            case Answered answered -> ignored(answered, Effect.Reason.NOTHING_TO_DO);
        };
    }

    private static Decision afterTheEnd(Answered answered, MessageEvent event, long nowMs) {
        return switch (event) {
            case Submitted submitted -> Decision.of(answered, new Effect.Repeat());
            case Withdrawn withdrawn -> Decision.of(answered, new Effect.Repeat());
            case TimedOut() ->
                nowMs >= answered.keptUntilMs()
                        ? Decision.of(answered, new Effect.Forget())
                        : ignored(answered, Effect.Reason.NOTHING_TO_DO);
            case SentBefore sent -> ignored(answered, Effect.Reason.NOTHING_TO_DO);
            case CapacityFreed() -> ignored(answered, Effect.Reason.NOTHING_TO_DO);
            case AgentLost lost -> ignored(answered, Effect.Reason.NOTHING_TO_DO);
            case Progressed progressed -> ignored(answered, Effect.Reason.STALE);
            case Completed completed -> ignored(answered, Effect.Reason.STALE);
            case Failed failed -> ignored(answered, Effect.Reason.STALE);
            case Declined declined -> ignored(answered, Effect.Reason.STALE);
        };
    }

    /** Null where nobody has room, and where it would be too late: what is late goes to nobody, and ends when its time comes. */
    private static @Nullable Seat elsewhere(Terms terms, InFlight flight, long nowMs, Roster roster) {
        return nowMs < terms.deadlineMs() ? roster.pick(flight.agentId()) : null;
    }

    private Decision deliver(Terms terms, Seat seat, Tries before, long nowMs) {
        Tries tries = before.next();
        Effect.Deliver delivery = new Effect.Deliver(tries.attempt(), seat);
        if (!terms.tracked()) {
            return new Decision(new HandedOver(tries.attempt()), List.of(delivery, new Effect.Forget()));
        }
        InFlight flight = new InFlight(tries, seat.agentId(), seat.epoch(), nowMs, nowMs + policy.leaseMs());
        return Decision.of(flight, delivery);
    }

    /** The agent said itself that it failed. */
    private Decision giveUp(
            Terms terms, Answer.Cause cause, FailureClass failureClass, String error, InFlight flight, long nowMs) {
        return answer(terms, Answer.gaveUp(cause, failureClass, error, flight, flight.tries()), nowMs);
    }

    Decision answer(Terms terms, Answer answer, long nowMs) {
        boolean heard = terms.awaited() || answer.isWanted();
        Effect end = heard ? new Effect.Reply(answer) : new Effect.DeadLetter(answer);
        Answered kept = new Answered(answer, nowMs + policy.answerKeptMs());
        return kept.isKept(terms)
                ? Decision.of(kept, end)
                : new Decision(new Answered(answer, nowMs), List.of(end, new Effect.Forget()));
    }

    /** Nothing is worth waiting for longer than until the deadline, whatever an agent says. */
    private static long later(Terms terms, long nowMs, long afterMs) {
        return afterMs >= terms.deadlineMs() - nowMs ? terms.deadlineMs() : nowMs + afterMs;
    }

    private static Decision ignored(MessageState state, Effect.Reason reason) {
        return Decision.ignored(state, reason);
    }

    static String after(String trouble) {
        return trouble.isEmpty() ? "" : " (before that: " + trouble + ")";
    }
}
