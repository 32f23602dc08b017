package dev.swarmlog.router.core;

import dev.swarmlog.router.core.MessageEvent.AgentLost;
import dev.swarmlog.router.core.MessageEvent.CapacityFreed;
import dev.swarmlog.router.core.MessageEvent.Completed;
import dev.swarmlog.router.core.MessageEvent.Declined;
import dev.swarmlog.router.core.MessageEvent.Failed;
import dev.swarmlog.router.core.MessageEvent.Progressed;
import dev.swarmlog.router.core.MessageEvent.Submitted;
import dev.swarmlog.router.core.MessageEvent.TimedOut;
import dev.swarmlog.router.core.MessageState.Answered;
import dev.swarmlog.router.core.MessageState.BackingOff;
import dev.swarmlog.router.core.MessageState.Gathering;
import dev.swarmlog.router.core.MessageState.HandedOver;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.MessageState.Unseen;
import dev.swarmlog.router.core.MessageState.Waiting;
import dev.swarmlog.router.core.balance.Seat;
import java.util.List;

/** Decides what an event makes of a message. The whole behaviour of the router towards one message is here. */
public record MessageMachine(Policy policy) {
    /** An agent that is busy is asked again within seconds, however often it said so. */
    private static final int DECLINED_DOUBLINGS_MAX = 5;

    public Decision decide(Terms terms, MessageState state, MessageEvent event, long nowMs, Roster roster) {
        if (state instanceof Answered answered) {
            return afterTheEnd(answered, event, nowMs);
        }
        return switch (event) {
            case Submitted() -> submitted(terms, state, nowMs, roster);
            case CapacityFreed() ->
                state instanceof Waiting waiting
                        ? placeOrStay(terms, waiting, nowMs, roster)
                        : ignored(state, Effect.Reason.NOTHING_TO_DO);
            case Progressed progressed -> progressed(state, progressed, nowMs);
            case Completed completed -> completed(terms, state, completed, nowMs);
            case Failed failed -> failed(terms, state, failed, nowMs, roster);
            case Declined declined -> declined(terms, state, declined, nowMs, roster);
            case AgentLost lost -> agentLost(terms, state, lost, nowMs, roster);
            case TimedOut() -> timedOut(terms, state, nowMs, roster);
        };
    }

    /** For a message whose end others decided: it must not be routed at all, or is over with the others it was sent with. */
    public Decision end(Terms terms, Answer answer, long nowMs) {
        return answer(terms, answer, nowMs);
    }

    private Decision submitted(Terms terms, MessageState state, long nowMs, Roster roster) {
        if (!(state instanceof Unseen)) {
            return Decision.of(state, new Effect.Join());
        }
        if (nowMs >= terms.deadlineMs()) {
            return answer(terms, Answer.expired("the deadline had passed before the router read it", "", 0), nowMs);
        }
        boolean mayBegin = roster.mayBegin();
        Seat seat = mayBegin ? roster.pick("") : null;
        if (seat != null) {
            return deliver(terms, seat, 0, 0, nowMs);
        }
        if (!mayBegin || !roster.hasRoomToWait()) {
            return answer(terms, Answer.noRoom(policy.comeAgainInMs(roster.halfGoneInMs(), roster.luck())), nowMs);
        }
        // A capability that was announced a moment ago may not have reached this router yet.
        long unheardUntilMs =
                terms.patient() || roster.knowsCapability() ? MessageState.NEVER : nowMs + policy.unknownGraceMs();
        return Decision.of(new Waiting(0, 0, unheardUntilMs, ""));
    }

    private Decision placeOrStay(Terms terms, Waiting waiting, long nowMs, Roster roster) {
        Seat seat = roster.pick("");
        return seat == null
                ? ignored(waiting, Effect.Reason.NOTHING_TO_DO)
                : deliver(terms, seat, waiting.attempt(), waiting.refusals(), nowMs);
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
        if (!(state instanceof InFlight flight) || !news.of().isThatOf(flight)) {
            return ignored(state, Effect.Reason.STALE);
        }
        if (news.failureClass() == FailureClass.NON_RETRYABLE) {
            Answer givenUp = Answer.gaveUp(Answer.Cause.NON_RETRYABLE, news.failureClass(), news.error(), flight);
            return answer(terms, givenUp, nowMs);
        }
        if (flight.failures() >= terms.attemptsMax()) {
            Answer givenUp = Answer.gaveUp(Answer.Cause.ATTEMPTS_EXHAUSTED, news.failureClass(), news.error(), flight);
            return answer(terms, givenUp, nowMs);
        }
        long backoffMs = policy.backoffMs(flight.failures(), roster.luck());
        return switch (news.failureClass()) {
            case RESOURCE_EXHAUSTED ->
                Decision.of(backingOff(flight, flight.refusals(), nowMs + backoffMs, news.error()));
            case RETRYABLE, RATE_LIMITED, NONE, NON_RETRYABLE -> {
                Seat elsewhere = roster.mayRetry() ? roster.pick(flight.agentId()) : null;
                long untilMs = later(terms, nowMs, Math.max(backoffMs, news.retryAfterMs()));
                yield elsewhere == null
                        ? Decision.of(backingOff(flight, flight.refusals(), untilMs, news.error()))
                        : deliver(terms, elsewhere, flight.attempt(), flight.refusals(), nowMs);
            }
        };
    }

    /** Goes on to others, at once as often as a message may fail and then ever more slowly, until the deadline. */
    private Decision declined(Terms terms, MessageState state, Declined news, long nowMs, Roster roster) {
        if (!(state instanceof InFlight flight) || !news.of().isThatOf(flight)) {
            return ignored(state, Effect.Reason.STALE);
        }
        if (news.failureClass() == FailureClass.NON_RETRYABLE) {
            Answer givenUp = Answer.gaveUp(Answer.Cause.NON_RETRYABLE, news.failureClass(), news.error(), flight);
            return answer(terms, givenUp, nowMs);
        }
        int refusals = flight.refusals() + 1;
        Seat elsewhere = refusals < terms.attemptsMax() ? roster.pick(flight.agentId()) : null;
        if (elsewhere != null) {
            return deliver(terms, elsewhere, flight.attempt(), refusals, nowMs);
        }
        long backoffMs = policy.backoffMs(Math.min(refusals, DECLINED_DOUBLINGS_MAX), roster.luck());
        long untilMs = later(terms, nowMs, Math.max(backoffMs, news.retryAfterMs()));
        return Decision.of(backingOff(flight, refusals, untilMs, news.error()));
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
            case Answered answered -> afterTheEnd(answered, new TimedOut(), nowMs);
        };
    }

    private Decision leaseEnded(Terms terms, InFlight flight, long nowMs, Roster roster) {
        String trouble = "agent " + flight.agentId() + " did not report for " + policy.leaseMs() + " ms";
        if (flight.failures() < terms.attemptsMax() && !roster.mayRetry()) {
            long backoffMs = policy.backoffMs(flight.failures(), roster.luck());
            return Decision.of(backingOff(flight, flight.refusals(), nowMs + backoffMs, trouble));
        }
        return reassign(terms, flight, trouble, nowMs, roster);
    }

    private Decision reassign(Terms terms, InFlight flight, String trouble, long nowMs, Roster roster) {
        if (flight.failures() >= terms.attemptsMax()) {
            Answer givenUp = Answer.gaveUp(Answer.Cause.ATTEMPTS_EXHAUSTED, FailureClass.RETRYABLE, trouble, flight);
            return answer(terms, givenUp, nowMs);
        }
        Seat seat = roster.pick(flight.agentId());
        return seat == null
                ? Decision.of(new Waiting(flight.attempt(), flight.refusals(), MessageState.NEVER, trouble))
                : deliver(terms, seat, flight.attempt(), flight.refusals(), nowMs);
    }

    /** Ever more rarely while the budget is used up: those who are many ask seldom. */
    private Decision resume(Terms terms, BackingOff backing, long nowMs, Roster roster) {
        if (!roster.mayRetry()) {
            long backoffMs = policy.backoffMs(backing.failures() + backing.postponed() + 1, roster.luck());
            return Decision.of(backing.postponedUntil(nowMs + backoffMs));
        }
        Seat seat = roster.pick("");
        return seat == null
                ? Decision.of(new Waiting(backing.attempt(), backing.refusals(), MessageState.NEVER, backing.trouble()))
                : deliver(terms, seat, backing.attempt(), backing.refusals(), nowMs);
    }

    private Decision unheardOf(Terms terms, Waiting waiting, long nowMs, Roster roster) {
        return roster.knowsCapability()
                ? Decision.of(new Waiting(waiting.attempt(), waiting.refusals(), MessageState.NEVER, waiting.trouble()))
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
                yield answer(terms, Answer.expired(detail, flight.agentId(), flight.attempt()), nowMs);
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
                                waiting.attempt()),
                        nowMs);
            case BackingOff backing ->
                answer(
                        terms,
                        Answer.expired(
                                "the deadline passed before the next attempt" + after(backing.trouble()),
                                "",
                                backing.attempt()),
                        nowMs);
            case Unseen unseen -> ignored(unseen, Effect.Reason.NOTHING_TO_DO);
            case HandedOver over -> ignored(over, Effect.Reason.NOTHING_TO_DO);
            case Gathering gathering -> ignored(gathering, Effect.Reason.NOTHING_TO_DO);
            case Answered answered -> ignored(answered, Effect.Reason.NOTHING_TO_DO);
        };
    }

    private static Decision afterTheEnd(Answered answered, MessageEvent event, long nowMs) {
        return switch (event) {
            case Submitted() -> Decision.of(answered, new Effect.Repeat());
            case TimedOut() ->
                nowMs >= answered.keptUntilMs()
                        ? Decision.of(answered, new Effect.Forget())
                        : ignored(answered, Effect.Reason.NOTHING_TO_DO);
            case CapacityFreed() -> ignored(answered, Effect.Reason.NOTHING_TO_DO);
            case AgentLost lost -> ignored(answered, Effect.Reason.NOTHING_TO_DO);
            case Progressed progressed -> ignored(answered, Effect.Reason.STALE);
            case Completed completed -> ignored(answered, Effect.Reason.STALE);
            case Failed failed -> ignored(answered, Effect.Reason.STALE);
            case Declined declined -> ignored(answered, Effect.Reason.STALE);
        };
    }

    private Decision deliver(Terms terms, Seat seat, int attemptsBefore, int refusals, long nowMs) {
        int attempt = attemptsBefore + 1;
        if (!terms.tracked()) {
            return new Decision(
                    new HandedOver(attempt), List.of(new Effect.Deliver(attempt, seat), new Effect.Forget()));
        }
        InFlight flight =
                new InFlight(attempt, refusals, seat.agentId(), seat.epoch(), nowMs, nowMs + policy.leaseMs());
        return Decision.of(flight, new Effect.Deliver(attempt, seat));
    }

    private Decision answer(Terms terms, Answer answer, long nowMs) {
        boolean heard = terms.awaited() || answer.hasResult();
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

    private static BackingOff backingOff(InFlight flight, int refusals, long untilMs, String trouble) {
        return new BackingOff(flight.attempt(), refusals, untilMs, trouble);
    }

    private static Decision ignored(MessageState state, Effect.Reason reason) {
        return Decision.ignored(state, reason);
    }

    private static String after(String trouble) {
        return trouble.isEmpty() ? "" : " (before that: " + trouble + ")";
    }
}
