package dev.swarmlog.router;

import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.Decision;
import dev.swarmlog.router.core.Effect;
import dev.swarmlog.router.core.MessageEvent;
import dev.swarmlog.router.core.MessageMachine;
import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.MessageState.Answered;
import dev.swarmlog.router.core.MessageState.HandedOver;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.MessageState.Withdrawing;
import dev.swarmlog.router.core.Policy;
import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.balance.TimerWheel;
import dev.swarmlog.router.core.balance.WaitingRoom;
import dev.swarmlog.router.rules.LiveRules;
import dev.swarmlog.router.rules.RuleMatcher;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.schemas.BranchId;
import dev.swarmlog.schemas.Canary;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mutable and for one thread: all messages of one partition, from submission to answer.
 *
 * <p>Every change of a message goes through {@link MessageMachine#decide} and {@link Ledger#become}. Which messages wait, what
 * each agent has in flight and when a timer is due all follow from the messages' states, so a restart rebuilds them.
 */
final class RouterTask implements AutoCloseable, Gathers.Steps {
    static final long TICK_MS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(RouterTask.class);
    private static final long LOOK_AROUND_MS = 50;
    private static final long OBSERVATION_MS = 1_000;
    private static final int ALERTS_MAX = 10;

    private final Policy policy;
    private final MessageMachine machine;
    private final LiveRules rules;
    private final Reception reception;
    private final LiveStore<Flight> flights;
    private final FlightCodec codec;
    private final CandidatePools pools;
    private final AgentLoads loads;
    private final Liveness liveness;
    private final Ledger ledger;
    private final WaitingRoom<CandidatePool, Flight> waiting;
    private final Line line;
    private final Kept kept;
    private final Repetitions repetitions;
    private final Gathers gathers;
    private final Witness witness;
    private final Retries retries;
    private final Comparisons comparisons;
    private final Uncertain uncertain;
    private final Outbox outbox;
    private final RouterMeters meters;
    private final Candidates candidates;
    private final DecisionLog decisions;
    private final CanaryAnswers canaries;
    private final Heard heard;
    private final Held held;
    private long lookedAroundAtMs;
    private long observedAtMs;

    /** What a task works with. */
    record Parts(
            RouterConfig config,
            LiveRules rules,
            LiveStore<Flight> flights,
            FlightCodec codec,
            CandidatePools pools,
            AgentLoads loads,
            Liveness liveness,
            Outbox outbox,
            RouterMeters meters,
            LongFunction<FormerLife> past,
            RandomGenerator random) {}

    RouterTask(Parts parts, long nowMs) {
        RouterConfig config = parts.config();
        policy = config.policy();
        machine = new MessageMachine(policy);
        rules = parts.rules();
        reception = new Reception(config, new RuleMatcher(rules, parts.meters().rules()), parts.pools());
        flights = parts.flights();
        codec = parts.codec();
        pools = parts.pools();
        loads = parts.loads();
        liveness = parts.liveness();
        meters = parts.meters();
        waiting = new WaitingRoom<>(
                config.waiting().messagesMax(), config.waiting().bytesMax(), nowMs);
        line = new Line(
                waiting,
                pools,
                config.waiting(),
                (next, atMs) -> decide(next, new MessageEvent.CapacityFreed(), null, atMs));
        ledger = new Ledger(waiting, loads, new TimerWheel(TICK_MS, nowMs), meters);
        kept = new Kept(flights, ledger, config.kept(), meters.kept());
        witness = new Witness(loads, parts.random());
        outbox = parts.outbox();
        repetitions = new Repetitions(flights, outbox, meters, policy.retryAfterMs());
        comparisons = new Comparisons(
                pools, loads, config.guards().agents().outliers().intervalMs());
        retries = new Retries(config.guards().retryBudget(), meters.guards());
        Endings endings = new Endings(kept, outbox, meters);
        uncertain = new Uncertain(this, parts, endings);
        gathers = new Gathers(this, uncertain, parts);
        candidates = new Candidates(pools, waiting, config.waiting(), retries, parts.random());
        decisions = new DecisionLog(config.decisions(), outbox, meters.decisions(), parts.random());
        canaries = new CanaryAnswers(liveness, loads, meters);
        heard = new Heard(parts.random().nextLong(), nowMs);
        held = new Held(flights, ledger, policy, outbox, endings);
        observedAtMs = nowMs;
    }

    /** Takes up what the changelog held. */
    void restore(long nowMs) {
        List<Flight> restored = flights.restore(codec, nowMs).stream()
                .sorted(Comparator.comparingLong(
                        flight -> flight.state() instanceof Answered over ? over.keptUntilMs() : MessageState.NEVER))
                .toList();
        uncertain.begin(flights.lacksSinceMs());
        for (Flight flight : restored) {
            MessageState state = resume(flight, nowMs);
            if (flight instanceof GatherFlight gather) {
                gather.branches().forEach(branch -> resume(branch, nowMs));
                gathers.restored(gather);
            }
            if (state instanceof HandedOver) {
                kept.forget(flight);
            } else if (uncertain.takesUp(flight, nowMs) || flights.isUncertain(flight)) {
                uncertain.add(flight);
            } else if (state instanceof Answered) {
                kept.keep(flight);
            }
        }
    }

    private MessageState resume(Flight flight, long nowMs) {
        MessageState state = flight.state().resumed(policy, nowMs);
        flight.become(MessageState.Unseen.INSTANCE);
        ledger.become(flight, state, nowMs);
        return state;
    }

    void submitted(Message message, Reception.Submission at, long nowMs) {
        heard.worked(nowMs);
        Flight known = flights.get(at.key());
        if (!message.getWithdrawal().isEmpty()) {
            withdrawn(known, message, at, nowMs);
            return;
        }
        if (known != null && known.key().equals(message.getMessageId()) && at.refusal() == null) {
            if (known.isEndHeld) {
                repetitions.join(known, message, nowMs);
            } else {
                decide(known, MessageEvent.Submitted.ANEW, message, nowMs);
            }
            return;
        }
        Reception.Arrival arrival = reception.receive(message, at, nowMs);
        if (arrival.refusal() != null) {
            refuse(arrival.flight(), arrival.refusal(), nowMs);
        } else if (!uncertain.takesUpAndSends(arrival.flight(), nowMs)) {
            decide(arrival.flight(), uncertain.submitted(arrival.flight()), message, nowMs);
        }
        uncertain.hasRead(at.offset());
    }

    /** Whether all submissions were read that a former life can have read. */
    boolean hasCaughtUp() {
        return uncertain.hasCaughtUp();
    }

    private void withdrawn(@Nullable Flight known, Message withdrawal, Reception.Submission at, long nowMs) {
        boolean mayHear = at.refusal() == null;
        if (known == null || !known.key().equals(withdrawal.getMessageId())) {
            repetitions.nothingLikeIt(withdrawal, mayHear, nowMs);
            return;
        }
        if (mayHear && (known.isEndHeld || !(known.state() instanceof Answered))) {
            repetitions.join(known, withdrawal, nowMs);
        }
        if (!known.isEndHeld) {
            decide(known, RouterCodec.withdrawn(withdrawal), withdrawal, nowMs);
        }
    }

    /** @param toldMs when it came into the log: that it was read later says nothing of the agent */
    void outcome(Outcome outcome, long toldMs, long nowMs) {
        heard.worked(nowMs);
        if (Canary.isCanary(outcome.getMessageId())) {
            canaries.outcome(outcome, nowMs);
            return;
        }
        if (Heard.isMark(outcome)) {
            heard.read(outcome);
            return;
        }
        Flight flight = BranchId.isBranch(outcome.getMessageId())
                ? gathers.spokenOf(outcome)
                : flights.get(outcome.getMessageId());
        MessageEvent event = RouterCodec.event(outcome);
        if (flight == null || event == null) {
            meters.ignored(Effect.Reason.STALE);
            return;
        }
        InFlight at = flight.state().underWay();
        if (at != null && RouterCodec.isOf(at, outcome) && isTelling(flight.state(), event)) {
            InFlight sent = at.sentLater(flight.heldMs);
            long tookMs = Math.clamp(toldMs, sent.sentAtMs(), nowMs) - sent.sentAtMs();
            witness.heard(sent, event, tookMs, nowMs);
            flight.pool().heard(sent, event, tookMs, nowMs);
        }
        decide(flight, event, outcome, nowMs);
    }

    /** Whether it says anything of the agent: who stops because it was told to has not failed. */
    private static boolean isTelling(MessageState state, MessageEvent event) {
        return !(state instanceof Withdrawing) || event instanceof MessageEvent.Completed;
    }

    /** What time brings: to be called every {@link #TICK_MS}. */
    void tick(long nowMs) {
        uncertain.sendAgain(nowMs);
        held.send(nowMs);
        flights.tick(nowMs);
        flights.takeUnwritable().forEach(cannot -> giveUp(cannot, nowMs));
        heard.tick(nowMs);
        ledger.due(nowMs, flight -> timeIsUp(flight, nowMs));
        if (nowMs - lookedAroundAtMs >= LOOK_AROUND_MS) {
            lookedAroundAtMs = nowMs;
            if (liveness.hasNews(nowMs) && heard.allUntil(liveness.newsMs(), nowMs)) {
                liveness.lost(loads, flights, (flight, lost) -> decide(flight, lost, null, nowMs));
            }
            line.lookAgain(nowMs);
            line.placeAll(nowMs);
            gathers.lookAround(nowMs);
            held.askForCommit();
        }
        comparisons.tick(nowMs);
        if (nowMs - observedAtMs >= OBSERVATION_MS) {
            observedAtMs = nowMs;
            canaries.settle(nowMs);
            tellOfRules(nowMs);
            loads.observe(nowMs, liveness::isThere, (agentId, seen) -> outbox.observed(agentId, seen, nowMs));
        }
        if (heard.wantsMark(nowMs)) {
            outbox.mark(heard, nowMs);
        }
    }

    /**
     * Time ends nothing before all was read that was said until then. That keeps a task from it too that stood still and
     * lost its partition to another: it will not read its own mark.
     */
    private void timeIsUp(Flight flight, long nowMs) {
        GatherFlight closing = Gathers.closing(flight, nowMs);
        long saidByMs = closing == null ? flight.saidByMs() : closing.state().dueMs(closing.terms);
        if ((flight.heldAttempt > 0 && nowMs < flight.terms.deadlineMs()) || !heard.allUntil(saidByMs, nowMs)) {
            ledger.lookAgain(flight, nowMs + heard.askAgainInMs(nowMs));
            return;
        }
        if (closing != null) {
            gathers.timedOut(closing, nowMs);
            return;
        }
        InFlight at = flight.state().underWay();
        if (at != null && flight.isToAnswer() && heard.wasThereSince(at.leaseUntilMs())) {
            witness.silence(flight, nowMs);
            flight.pool().silence(at, nowMs);
        }
        decide(flight, new MessageEvent.TimedOut(), null, nowMs);
    }

    /** What is wrong with rules, a few a second: all tasks of the process share the telling. */
    private void tellOfRules(long nowMs) {
        for (int told = 0; told < ALERTS_MAX; told++) {
            LiveRules.News news = rules.nextNews();
            if (news == null) {
                return;
            }
            outbox.alert(news, nowMs);
        }
    }

    @Override
    public void close() {
        gathers.close();
        kept.close();
        ledger.close();
    }

    /** The record is the one that brought the event; null when time or an agent's loss did. */
    private void decide(Flight flight, MessageEvent event, @Nullable SpecificRecord record, long nowMs) {
        if (flight instanceof GatherFlight gather && gathers.begins(gather, event, nowMs)) {
            gathers.begin(gather, waiting.hasRoom(gather.pool()), nowMs);
            return;
        }
        if (flight instanceof GatherFlight gather
                && gather.isOpen()
                && event instanceof MessageEvent.Withdrawn withdrawn) {
            gathers.withdraw(gather, withdrawn, nowMs);
            return;
        }
        candidates.of(flight, decisions.draws(), nowMs);
        Decision decision = machine.decide(flight.terms, flight.state(), event, nowMs, candidates);
        decisions.decided(flight, event, decision, candidates, nowMs);
        carryOut(flight, decision, record, Held.isOwnEnd(flight, decision, record), nowMs);
    }

    private void carryOut(
            Flight flight, Decision decision, @Nullable SpecificRecord record, boolean holdsEnd, long nowMs) {
        MessageState before = flight.state();
        become(flight, decision.next(), nowMs);
        retries.decided(before, decision.next(), nowMs);
        if (holdsEnd) {
            held.holdEnd(flight, decision, nowMs);
        } else {
            for (Effect effect : decision.effects()) {
                perform(flight, effect, record, nowMs);
            }
            if (decision.next() instanceof Answered over
                    && over.isKept(flight.terms)
                    && !(before instanceof Answered)) {
                kept.keep(flight);
            }
        }
        InFlight left = before.underWay();
        if (left != null && !isStillWith(left, decision.next())) {
            line.roomAt(left.agentId(), flight, nowMs);
        }
    }

    private static boolean isStillWith(InFlight at, MessageState next) {
        InFlight now = next.underWay();
        return now != null && now.attempt() == at.attempt();
    }

    private void become(Flight flight, MessageState next, long nowMs) {
        MessageState before = flight.state();
        ledger.become(flight, next, nowMs);
        hold(flight, before, next);
    }

    @Override
    public void decide(Flight flight, MessageEvent event, long nowMs) {
        decide(flight, event, null, nowMs);
    }

    @Override
    public void become(GatherFlight gather, MessageState next, long nowMs) {
        become((Flight) gather, next, nowMs);
    }

    @Override
    public void end(Flight flight, Answer answer, boolean byTime, long nowMs) {
        carryOut(flight, machine.end(flight.terms, answer, nowMs), null, byTime, nowMs);
    }

    @Override
    public void drop(BranchFlight branch, long nowMs) {
        MessageState before = branch.state();
        ledger.become(
                branch,
                machine.end(branch.terms, Answer.incomplete("closed", 0, false, false), nowMs)
                        .next(),
                nowMs);
        InFlight left = before.underWay();
        if (left != null) {
            line.roomAt(left.agentId(), branch, nowMs);
        }
    }

    /** A message that the log cannot hold ends alone; an answer that it cannot hold is not kept. */
    private void giveUp(LiveStore.Unwritable<Flight> cannot, long nowMs) {
        Flight flight = cannot.entry();
        if (flights.get(flight.key()) != flight) {
            return;
        }
        if (flight.state() instanceof Answered) {
            if (!flight.isEndHeld) {
                kept.forget(flight);
            }
            return;
        }
        LOG.error("message {} ends: it cannot be written to the log", flight.key(), cannot.why());
        Answer end = Answer.unkeepable(
                "the router cannot write it to its log: " + cannot.why(),
                flight.state().attempt());
        if (flight instanceof GatherFlight gather) {
            gathers.abandon(gather, end, nowMs);
        } else {
            end(flight, end, false, nowMs);
        }
    }

    private void refuse(Flight flight, Answer refusal, long nowMs) {
        decisions.refused(flight, refusal, nowMs);
        for (Effect effect : machine.end(flight.terms, refusal, nowMs).effects()) {
            perform(flight, effect, null, nowMs);
        }
    }

    /** Keeps the store's picture: a renewed lease alone is not worth a write, since a restart renews it anyway. */
    private void hold(Flight flight, MessageState before, MessageState next) {
        if (before.equals(next)) {
            return;
        }
        if (flight instanceof BranchFlight branch) {
            if (before.attempt() != next.attempt() || before.getClass() != next.getClass()) {
                flights.changed(branch.gather);
            }
            return;
        }
        if (before instanceof MessageState.Unseen) {
            if (!isOver(flight, next)) {
                flights.put(flight);
            }
        } else if (before.attempt() != next.attempt() || before.getClass() != next.getClass()) {
            flights.changed(flight);
        }
    }

    /** Over as soon as it was heard of: nothing of it is worth a place in the store. */
    private static boolean isOver(Flight flight, MessageState next) {
        return next instanceof HandedOver || (next instanceof Answered over && !over.isKept(flight.terms));
    }

    private void perform(Flight flight, Effect effect, @Nullable SpecificRecord record, long nowMs) {
        switch (effect) {
            case Effect.Deliver deliver -> {
                if (deliver.attempt() > 1 && flight.terms.tracked()) {
                    held.hold(flight, deliver);
                } else {
                    outbox.deliver(flight, deliver, nowMs);
                }
                deliver.seat().load().sent();
                if (!flight.terms.tracked()) {
                    // Nothing will be heard of it, so it cannot be what an agent's return hangs on.
                    deliver.seat().load().guard().ended(nowMs, nowMs);
                }
                meters.delivered(flight, deliver.attempt(), nowMs);
            }
            case Effect.Withdraw withdraw -> withdraw(flight, withdraw, nowMs);
            case Effect.Reply(Answer answer)
            when flight instanceof BranchFlight branch ->
                gathers.ended(branch, answer, record instanceof Outcome outcome ? outcome : null, nowMs);
            case Effect.Reply(Answer answer) -> {
                flight.keep(outbox.reply(flight, answer, record instanceof Outcome outcome ? outcome : null, nowMs));
                meters.answered(flight, answer, false, nowMs);
            }
            case Effect.DeadLetter(Answer answer) -> {
                outbox.deadLetter(flight, answer, nowMs);
                meters.answered(flight, answer, true, nowMs);
            }
            case Effect.Join() -> {
                if (record instanceof Message again) {
                    repetitions.join(flight, again, nowMs);
                }
            }
            case Effect.Repeat() -> {
                if (record instanceof Message again) {
                    repetitions.repeat(flight, again, nowMs);
                }
            }
            case Effect.Forget() -> forget(flight);
            case Effect.Ignore(Effect.Reason reason) -> meters.ignored(reason);
        }
    }

    /** Who is gone need not be told. */
    private void withdraw(Flight flight, Effect.Withdraw withdraw, long nowMs) {
        InFlight from = withdraw.underWay();
        Seat seat = pools.seatOf(from.agentId(), from.agentEpoch(), nowMs);
        if (seat != null) {
            outbox.withdraw(flight, withdraw, seat, nowMs);
        }
    }

    /** A branch goes with its gather. */
    private void forget(Flight flight) {
        if (!(flight instanceof BranchFlight)) {
            kept.forget(flight);
        }
    }
}
