package dev.swarmlog.router;

import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.Decision;
import dev.swarmlog.router.core.Effect;
import dev.swarmlog.router.core.MessageEvent;
import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.MessageState.Answered;
import dev.swarmlog.router.core.MessageState.Waiting;
import dev.swarmlog.v1.Candidate;
import dev.swarmlog.v1.RoutingDecision;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Mutable and for one thread: tells people why messages went where they went. A share of those that found an agent, and
 * all that found none or were refused by a rule, so many a second at most.
 */
final class DecisionLog {
    private static final long SECOND_MS = 1_000;

    private final DecisionSettings settings;
    private final Outbox outbox;
    private final DecisionMeters meters;
    private final RandomGenerator random;
    private long second;
    private int inSecond;

    DecisionLog(DecisionSettings settings, Outbox outbox, DecisionMeters meters, RandomGenerator random) {
        this.settings = settings;
        this.outbox = outbox;
        this.meters = meters;
        this.random = random;
    }

    /** Whether the next choice is one of those to be told: what it could have chosen has to be noted as it is made. */
    boolean draws() {
        return settings.share() > 0 && random.nextDouble() < settings.share();
    }

    /** What is to be made of an event; the candidates are those of the choice, if there was one. */
    void decided(Flight flight, MessageEvent event, Decision decision, Candidates candidates, long nowMs) {
        MessageState before = flight.state();
        if (candidates.isExplained()) {
            for (Effect effect : decision.effects()) {
                if (effect instanceof Effect.Deliver deliver) {
                    placed(flight, deliver, why(before, event), candidates.explanation(), nowMs);
                }
            }
        }
        if (decision.next() instanceof Waiting waiting && !(before instanceof Waiting)) {
            write(flight, waiting.attempt() + 1, "", "nobody has room: " + why(before, event), NOBODY, nowMs);
        } else if (decision.next() instanceof Answered over && foundNobody(before, over.answer())) {
            write(flight, over.answer().attempts() + 1, "", over.answer().error(), NOBODY, nowMs);
        }
    }

    void refused(Flight flight, Answer refusal, long nowMs) {
        if (refusal.cause() == Answer.Cause.REFUSED_BY_RULE) {
            write(flight, 1, "", refusal.error(), NOBODY, nowMs);
        }
    }

    /**
     * What a choice was made from.
     *
     * @param candidates some of them, the best first
     */
    record Explanation(List<Candidate> candidates, double propensity) {}

    private static final Explanation NOBODY = new Explanation(List.of(), 1);

    private void placed(Flight flight, Effect.Deliver deliver, String why, Explanation choice, long nowMs) {
        write(flight, deliver.attempt(), deliver.seat().agentId(), why, choice, nowMs);
    }

    private static boolean foundNobody(MessageState before, Answer answer) {
        return !(before instanceof Answered)
                && (answer.cause() == Answer.Cause.NO_SUCH_CAPABILITY
                        || answer.cause() == Answer.Cause.NO_CAPACITY
                        || (answer.cause() == Answer.Cause.EXPIRED && before instanceof Waiting));
    }

    private static String why(MessageState before, MessageEvent event) {
        return switch (event) {
            case MessageEvent.Submitted submitted -> "submitted";
            case MessageEvent.SentBefore sent -> "sent before a restart";
            case MessageEvent.CapacityFreed freed -> "waited until somebody had room";
            case MessageEvent.Failed failed -> "agent " + failed.of().agentId() + " failed: " + failed.error();
            case MessageEvent.Declined declined ->
                "agent " + declined.of().agentId() + " declined: " + declined.error();
            case MessageEvent.AgentLost lost -> "agent " + lost.agentId() + " was lost";
            case MessageEvent.TimedOut timedOut ->
                before instanceof MessageState.InFlight late
                        ? "agent " + late.agentId() + " did not report in time"
                        : "waited for another attempt";
            case MessageEvent.Withdrawn withdrawn -> "withdrawn";
            case MessageEvent.Progressed progressed -> "progressed";
            case MessageEvent.Completed completed -> "completed";
        };
    }

    private void write(Flight flight, int attempt, String chosen, String reason, Explanation choice, long nowMs) {
        if (nowMs - second >= SECOND_MS) {
            second = nowMs;
            inSecond = 0;
        }
        if (inSecond >= settings.perSecondMax()) {
            meters.omitted();
            return;
        }
        inSecond++;
        meters.written();
        CandidatePool pool = flight.pool();
        Ruled ruled = flight.ruled();
        outbox.decided(new RoutingDecision(
                flight.key(),
                attempt,
                ruled == null ? "" : ruled.rule(),
                pool.query.capability(),
                pool.strategy.name(),
                pool.agents.size(),
                choice.candidates(),
                chosen,
                reason,
                nowMs,
                choice.propensity()));
    }
}
