package dev.swarmlog.registry.core;

import dev.swarmlog.registry.core.Refusal.Reason;
import dev.swarmlog.registry.core.RegistryEffect.AskCanary;
import dev.swarmlog.registry.core.RegistryEffect.Cause;
import dev.swarmlog.registry.core.RegistryEffect.Forget;
import dev.swarmlog.registry.core.RegistryEffect.Ignore;
import dev.swarmlog.registry.core.RegistryEffect.Kind;
import dev.swarmlog.registry.core.RegistryEffect.PublishEvent;
import dev.swarmlog.registry.core.RegistryEffect.PublishStatus;
import dev.swarmlog.registry.core.RegistryEvent.Beat;
import dev.swarmlog.registry.core.RegistryEvent.Blinded;
import dev.swarmlog.registry.core.RegistryEvent.CardReceived;
import dev.swarmlog.registry.core.RegistryEvent.Left;
import dev.swarmlog.registry.core.RegistryEvent.Observed;
import dev.swarmlog.registry.core.RegistryEvent.Outcomes;
import dev.swarmlog.registry.core.RegistryEvent.Situation;
import dev.swarmlog.registry.core.RegistryEvent.TimedOut;
import dev.swarmlog.registry.core.RegistryEvent.Unacceptable;
import dev.swarmlog.registry.core.health.Cost;
import dev.swarmlog.registry.core.health.Factor;
import dev.swarmlog.registry.core.health.HealthRules;
import dev.swarmlog.registry.core.health.Signs;
import dev.swarmlog.registry.core.health.TrackRecord;
import dev.swarmlog.registry.core.liveness.CanaryRules;
import dev.swarmlog.registry.core.liveness.Liveness;
import dev.swarmlog.registry.core.liveness.Proof;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The whole life of an agent, as one function. */
public record RegistryMachine(
        Admission admission, Timeouts timeouts, HealthRules health, CanaryRules canaries, Publication publication) {
    /** What an event means for an agent, or for one that nobody knows yet (null). */
    public Decision decide(@Nullable Agent now, RegistryEvent event, long nowMs) {
        return switch (event) {
            case Beat beat -> onBeat(now, beat, nowMs);
            case Observed seen -> onObserved(now, seen, nowMs);
            case CardReceived received -> onCard(now, received.card(), nowMs);
            case Left leaving -> onLeft(now, leaving, nowMs);
            case TimedOut(Situation situation) -> onTimeout(now, situation, nowMs);
            case Blinded blinded -> onBlinded(now, blinded);
            case Unacceptable unacceptable -> Decision.rejected(now, unacceptable.refusal());
        };
    }

    /** When an agent is to be looked at by {@code TimedOut}, if nothing is heard of it until then. */
    public long deadlineMs(Agent agent) {
        long ofState = timeouts.deadlineMs(agent);
        return agent.state().isWorking() ? Math.min(ofState, canaries.deadlineMs(agent.proof())) : ofState;
    }

    /** Why an agent's score is what it is. */
    public List<Cost> why(Agent agent, long nowMs) {
        return agent.state().isExpectedToBeat()
                ? health.why(signs(agent, nowMs))
                : List.of(new Cost(Factor.STALENESS, 1));
    }

    private Decision onBeat(@Nullable Agent now, Beat beat, long nowMs) {
        Refusal refusal = admission.refusal(beat, nowMs);
        if (refusal != null) {
            return Decision.rejected(now, refusal);
        }
        if (now == null) {
            return Decision.rejected(
                    null, new Refusal(Reason.UNKNOWN_AGENT, "a beat of an agent that never sent its card here"));
        }
        if (beat.epoch() != now.card().epoch()) {
            return beat.epoch() > now.card().epoch()
                    ? Decision.ignored(now, Cause.BEAT_BEFORE_CARD)
                    : Decision.rejected(now, fenced(beat.epoch(), now));
        }
        if (now.left()) {
            return Decision.ignored(now, Cause.BEAT_AFTER_LEAVING);
        }
        if (beat.sequence() <= now.pulse().sequence()) {
            return Decision.ignored(now, Cause.REPEATED_BEAT);
        }
        return beating(now, beat, nowMs);
    }

    private Decision beating(Agent now, Beat beat, long nowMs) {
        Agent next = now.beating(beat, nowMs, health.memoryMs());
        Decision decision = switch (now.state()) {
            case HEALTHY, DEGRADED -> judged(next, nowMs);
            case JOINING -> Decision.of(shown(next.into(State.HEALTHY, nowMs), nowMs), new PublishStatus());
            case SUSPECT, DEAD, GONE -> back(next, "beats again", nowMs);
        };
        return now.work().isBelow(beat.work().completed(), beat.work().failed())
                ? decision.and(new Ignore(Cause.FALLING_TOTALS))
                : decision;
    }

    /** An agent of which something new is known, and which is not silent. */
    private Decision judged(Agent agent, long nowMs) {
        Signs signs = signs(agent, nowMs);
        double score = health.score(signs);
        boolean degraded = agent.state() == State.DEGRADED;
        if (!degraded && health.isBad(signs, score)) {
            return moved(agent, State.DEGRADED, new PublishEvent(Kind.DEGRADED, complaint(signs, score)), nowMs);
        }
        if (degraded && health.isGoodAgain(signs, score, nowMs - agent.sinceMs())) {
            return moved(agent, State.HEALTHY, new PublishEvent(Kind.RECOVERED, healthOf(score)), nowMs);
        }
        Liveness liveness = canaries.liveness(agent.proof(), nowMs);
        return publication.isWorthIt(agent, score, liveness, nowMs)
                ? Decision.of(agent.shown(score, liveness, nowMs), new PublishStatus())
                : Decision.quietly(agent);
    }

    /** An agent that was believed to be silent was heard of. */
    private Decision back(Agent heard, String how, long nowMs) {
        Signs signs = signs(heard.into(State.HEALTHY, nowMs), nowMs);
        State state = health.isBad(signs, health.score(signs)) ? State.DEGRADED : State.HEALTHY;
        return moved(heard, state, new PublishEvent(Kind.RECOVERED, how), nowMs);
    }

    private Decision moved(Agent agent, State to, PublishEvent told, long nowMs) {
        return Decision.of(shown(agent.into(to, nowMs), nowMs), new PublishStatus(), told);
    }

    private String complaint(Signs signs, double score) {
        String complaint = health.complaint(signs);
        return complaint == null ? healthOf(score) : complaint;
    }

    private static String healthOf(double score) {
        return String.format(Locale.ROOT, "health %.2f", score);
    }

    private Agent shown(Agent agent, long nowMs) {
        return switch (agent.state()) {
            case JOINING -> agent.shown(health.score(signs(agent, nowMs)), Liveness.NONE, nowMs);
            case HEALTHY, DEGRADED, SUSPECT ->
                agent.shown(health.score(signs(agent, nowMs)), canaries.liveness(agent.proof(), nowMs), nowMs);
            case DEAD, GONE -> agent.shown(0, Liveness.NONE, nowMs);
        };
    }

    /** Who has not beaten yet has shown as little as who is suspect. */
    private Signs signs(Agent agent, long nowMs) {
        double staleness = switch (agent.state()) {
            case HEALTHY, DEGRADED -> timeouts.staleness(agent, nowMs);
            case JOINING, SUSPECT, DEAD, GONE -> 1;
        };
        RegistryEvent.Load load = agent.pulse().load();
        double use = ((double) load.inFlight() + load.queued())
                / agent.card().capacity().concurrency();
        return new Signs(agent.work(), staleness, use, agent.proof().unanswered(), nowMs);
    }

    private Decision onObserved(@Nullable Agent now, Observed seen, long nowMs) {
        Refusal refusal = admission.refusal(seen);
        if (refusal != null) {
            return Decision.rejected(now, refusal);
        }
        if (now == null
                || !now.state().isExpectedToBeat()
                || seen.epoch() != now.card().epoch()) {
            return Decision.ignored(now, Cause.STALE_OBSERVATION);
        }
        Outcomes outcomes = seen.outcomes();
        TrackRecord work = now.work()
                .observed(
                        outcomes.completed(),
                        outcomes.failed(),
                        outcomes.failedInARow(),
                        outcomes.latencyMs(),
                        nowMs,
                        health.memoryMs());
        // What is read late happened long ago: it is no fresher proof for that.
        long provenMs = Math.min(nowMs, seen.toMs());
        Proof proof = seen.canariesAnswered() > 0 ? now.proof().answered(provenMs) : now.proof();
        Agent next = now.with(work, outcomes.completed() > 0 ? proof.worked(provenMs) : proof);
        return next.state().isWorking() ? judged(next, nowMs) : Decision.quietly(next);
    }

    private Decision onCard(@Nullable Agent now, Card card, long nowMs) {
        Refusal refusal = admission.refusal(card, nowMs);
        if (refusal == null && now != null && card.epoch() < now.card().epoch()) {
            refusal = fenced(card.epoch(), now);
        }
        if (refusal != null) {
            return Decision.rejected(now, refusal);
        }
        if (now == null) {
            return registered(card, Shown.NOTHING, nowMs);
        }
        if (card.epoch() > now.card().epoch()) {
            return registered(card, now.shown(), nowMs);
        }
        return sameEpoch(now, card, nowMs);
    }

    /** The same instance of the agent again: a duplicate, something older, a new card, or back from the lost. */
    private Decision sameEpoch(Agent now, Card card, long nowMs) {
        if (now.left() || card.writtenAtMs() < now.card().writtenAtMs()) {
            return Decision.ignored(now, Cause.STALE_CARD);
        }
        if (card.equals(now.card())) {
            return Decision.ignored(now, Cause.REPEATED_CARD);
        }
        if (!now.state().isExpectedToBeat()) {
            return registered(card, now.shown(), nowMs);
        }
        Agent next = now.carrying(card).seen(nowMs);
        if (now.state() == State.SUSPECT) {
            return back(next, "sent its card", nowMs);
        }
        return card.saysTheSameAs(now.card())
                ? Decision.quietly(next)
                : Decision.of(shown(next, nowMs), new PublishStatus());
    }

    private Decision registered(Card card, Shown before, long nowMs) {
        return Decision.of(
                shown(Agent.joining(card, before, nowMs), nowMs),
                new PublishStatus(),
                new PublishEvent(Kind.REGISTERED, "epoch " + card.epoch()));
    }

    private Decision onLeft(@Nullable Agent now, Left leaving, long nowMs) {
        if (now == null || now.left()) {
            return Decision.ignored(now, Cause.REPEATED_LEAVING);
        }
        if (leaving.epoch() < now.card().epoch()) {
            return Decision.rejected(now, fenced(leaving.epoch(), now));
        }
        return Decision.of(
                shown(now.leaving(nowMs), nowMs), new PublishStatus(), new PublishEvent(Kind.DEREGISTERED, "left"));
    }

    private Decision onTimeout(@Nullable Agent now, Situation situation, long nowMs) {
        if (now == null) {
            return Decision.ignored(null, Cause.NOT_DUE);
        }
        if (nowMs < timeouts.deadlineMs(now)) {
            return now.state().isWorking() ? onLook(now, situation, nowMs) : Decision.ignored(now, Cause.NOT_DUE);
        }
        String silent = "silent for " + (nowMs - now.pulse().seenMs()) + " ms";
        return switch (now.state()) {
            case JOINING, HEALTHY, DEGRADED ->
                moved(now, State.SUSPECT, new PublishEvent(Kind.SUSPECTED, silent), nowMs);
            case SUSPECT ->
                nowMs < timeouts.deathMs(now, situation.silent())
                        ? Decision.ignored(now, Cause.DEATH_WITHHELD)
                        : moved(now, State.DEAD, new PublishEvent(Kind.DEAD, silent), nowMs);
            case DEAD -> moved(now, State.GONE, new PublishEvent(Kind.DEREGISTERED, silent), nowMs);
            case GONE -> Decision.of(null, new Forget());
        };
    }

    /** Is there something to do about canaries? */
    private Decision onLook(Agent now, Situation situation, long nowMs) {
        Proof proof = now.proof();
        if (nowMs < canaries.deadlineMs(proof)) {
            return Decision.ignored(now, Cause.NOT_DUE);
        }
        if (proof.isAsked()) {
            boolean held = situation.heardMs() >= proof.askedAtMs() && situation.lostMs() < proof.askedAtMs();
            int unansweredMax = health.ceilings().canariesUnansweredMax();
            return judged(now.with(canaries.lapsed(proof, held, unansweredMax, nowMs)), nowMs);
        }
        return situation.mayAsk()
                ? Decision.of(now.with(proof.asked(nowMs)), new AskCanary(nowMs))
                : Decision.quietly(now.with(canaries.postponed(proof, nowMs))).and(new Ignore(Cause.CANARY_POSTPONED));
    }

    private static Decision onBlinded(@Nullable Agent now, Blinded blinded) {
        return now == null || !now.state().isExpectedToBeat()
                ? Decision.ignored(now, Cause.NOTHING_TO_EXTEND)
                : Decision.quietly(now.blinded(blinded.forMs()));
    }

    private static Refusal fenced(long epoch, Agent now) {
        return new Refusal(
                Reason.OLD_EPOCH, "epoch " + epoch + " while " + now.card().epoch() + " is registered");
    }
}
