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
import dev.swarmlog.router.core.MessageState.Unseen;
import dev.swarmlog.router.core.MessageState.Waiting;
import dev.swarmlog.router.core.MessageState.Withdrawing;

/**
 * What becomes of a message that is taken back. One that no agent has ends at once. Of one that an agent has, the agent alone
 * knows whether it is done, so it is told and asked; where it says nothing, the answer says that this is in doubt.
 */
record Withdrawal(MessageMachine machine) {

    Decision asked(Terms terms, MessageState state, Withdrawn event, long nowMs) {
        return switch (state) {
            case Waiting waiting ->
                end(terms, event.why() + MessageMachine.after(waiting.trouble()), "", waiting.tries(), nowMs);
            case BackingOff backing ->
                end(terms, event.why() + MessageMachine.after(backing.trouble()), "", backing.tries(), nowMs);
            case InFlight flight -> {
                long untilMs =
                        Math.min(event.untilMs(), nowMs + machine.policy().withdrawalMs());
                yield Decision.of(
                        new Withdrawing(flight, event.why(), untilMs), new Effect.Withdraw(flight, event.why()));
            }
            case Withdrawing withdrawing -> Decision.ignored(withdrawing, Effect.Reason.DUPLICATE);
            case Unseen unseen -> Decision.ignored(unseen, Effect.Reason.NOTHING_TO_DO);
            case HandedOver over -> Decision.ignored(over, Effect.Reason.NOTHING_TO_DO);
            case Gathering gathering -> Decision.ignored(gathering, Effect.Reason.NOTHING_TO_DO);
            case Answered answered -> Decision.of(answered, new Effect.Repeat());
        };
    }

    Decision after(Terms terms, Withdrawing state, MessageEvent event, long nowMs) {
        InFlight flight = state.underWay();
        return switch (event) {
            case Submitted submitted -> Decision.of(state, new Effect.Join());
            case Withdrawn again -> Decision.ignored(state, Effect.Reason.DUPLICATE);
            case SentBefore sent -> Decision.ignored(state, Effect.Reason.NOTHING_TO_DO);
            case CapacityFreed() -> Decision.ignored(state, Effect.Reason.NOTHING_TO_DO);
            case Progressed news ->
                news.of().isThatOf(flight)
                        ? Decision.of(
                                state.renewedUntil(nowMs + machine.policy().leaseMs()))
                        : Decision.ignored(state, Effect.Reason.STALE);
            case Completed news ->
                news.of().isOvertakenBy(state)
                        ? Decision.ignored(state, Effect.Reason.STALE)
                        : machine.answer(
                                terms,
                                Answer.completed(news.of().agentId(), news.of().fence()),
                                nowMs);
            case Failed news -> notDone(terms, state, news.of(), news.error(), nowMs);
            case Declined news -> notDone(terms, state, news.of(), news.error(), nowMs);
            case AgentLost lost ->
                flight.agentId().equals(lost.agentId()) && flight.agentEpoch() <= lost.epoch()
                        ? unheard(terms, state, "was lost", nowMs)
                        : Decision.ignored(state, Effect.Reason.NOTHING_TO_DO);
            case TimedOut() ->
                nowMs >= state.dueMs(terms)
                        ? unheard(terms, state, "did not say in time whether it was done", nowMs)
                        : Decision.ignored(state, Effect.Reason.NOTHING_TO_DO);
        };
    }

    private Decision notDone(Terms terms, Withdrawing state, Assignment of, String error, long nowMs) {
        InFlight flight = state.underWay();
        return of.countsFor(flight)
                ? end(terms, state.why() + said(flight, error), flight.agentId(), flight.tries(), nowMs)
                : Decision.ignored(state, Effect.Reason.STALE);
    }

    private static String said(InFlight flight, String error) {
        return error.isEmpty() ? "" : " (agent " + flight.agentId() + ": " + error + ")";
    }

    private Decision unheard(Terms terms, Withdrawing state, String what, long nowMs) {
        InFlight flight = state.underWay();
        String why = state.why() + " (agent " + flight.agentId() + " " + what + ")";
        return end(terms, why, flight.agentId(), flight.tries().unheard(), nowMs);
    }

    private Decision end(Terms terms, String why, String agentId, MessageState.Tries tries, long nowMs) {
        return machine.answer(terms, Answer.withdrawn(why, agentId, tries.attempt(), tries.inDoubt()), nowMs);
    }
}
