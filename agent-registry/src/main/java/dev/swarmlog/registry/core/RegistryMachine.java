package dev.swarmlog.registry.core;

import dev.swarmlog.registry.core.Refusal.Reason;
import dev.swarmlog.registry.core.RegistryEffect.Cause;
import dev.swarmlog.registry.core.RegistryEffect.Forget;
import dev.swarmlog.registry.core.RegistryEffect.Kind;
import dev.swarmlog.registry.core.RegistryEffect.PublishEvent;
import dev.swarmlog.registry.core.RegistryEffect.PublishStatus;
import dev.swarmlog.registry.core.RegistryEvent.Beat;
import dev.swarmlog.registry.core.RegistryEvent.Blinded;
import dev.swarmlog.registry.core.RegistryEvent.CardReceived;
import dev.swarmlog.registry.core.RegistryEvent.Left;
import dev.swarmlog.registry.core.RegistryEvent.Observed;
import dev.swarmlog.registry.core.RegistryEvent.TimedOut;
import dev.swarmlog.registry.core.RegistryEvent.Unacceptable;
import org.jspecify.annotations.Nullable;

/** The whole life of an agent, as one function. */
public record RegistryMachine(Admission admission, Timeouts timeouts, Publication publication) {
    /** What an event means for an agent, or for one that nobody knows yet (null). */
    public Decision decide(@Nullable Agent now, RegistryEvent event, long nowMs) {
        return switch (event) {
            case Beat beat -> onBeat(now, beat, nowMs);
            case CardReceived received -> onCard(now, received.card(), nowMs);
            case Left leaving -> onLeft(now, leaving, nowMs);
            case Observed seen -> Decision.ignored(now, Cause.STALE_OBSERVATION);
            case TimedOut timeout -> onTimeout(now, nowMs);
            case Blinded blinded -> onBlinded(now, blinded);
            case Unacceptable unacceptable -> Decision.rejected(now, unacceptable.refusal());
        };
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
        Agent next = now.beating(beat, nowMs);
        return switch (now.state()) {
            case HEALTHY ->
                publication.isWorthIt(now, beat.load(), nowMs)
                        ? Decision.of(next.shown(nowMs), new PublishStatus())
                        : Decision.quietly(next);
            case JOINING -> Decision.of(next.into(State.HEALTHY, nowMs).shown(nowMs), new PublishStatus());
            case DEGRADED, SUSPECT, DEAD, GONE ->
                Decision.of(
                        next.into(State.HEALTHY, nowMs).shown(nowMs),
                        new PublishStatus(),
                        new PublishEvent(Kind.RECOVERED, "beats again"));
        };
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
    private static Decision sameEpoch(Agent now, Card card, long nowMs) {
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
        return card.saysTheSameAs(now.card())
                ? Decision.quietly(next)
                : Decision.of(next.shown(nowMs), new PublishStatus());
    }

    private static Decision registered(Card card, Shown before, long nowMs) {
        return Decision.of(
                Agent.joining(card, before, nowMs),
                new PublishStatus(),
                new PublishEvent(Kind.REGISTERED, "epoch " + card.epoch()));
    }

    private static Decision onLeft(@Nullable Agent now, Left leaving, long nowMs) {
        if (now == null || now.left()) {
            return Decision.ignored(now, Cause.REPEATED_LEAVING);
        }
        if (leaving.epoch() < now.card().epoch()) {
            return Decision.rejected(now, fenced(leaving.epoch(), now));
        }
        return Decision.of(
                now.leaving(nowMs).shown(nowMs), new PublishStatus(), new PublishEvent(Kind.DEREGISTERED, "left"));
    }

    private Decision onTimeout(@Nullable Agent now, long nowMs) {
        if (now == null || nowMs < timeouts.deadlineMs(now)) {
            return Decision.ignored(now, Cause.NOT_DUE);
        }
        long silentMs = nowMs - now.pulse().seenMs();
        return switch (now.state()) {
            case JOINING, HEALTHY, DEGRADED, SUSPECT ->
                Decision.of(
                        now.into(State.DEAD, nowMs).shown(nowMs),
                        new PublishStatus(),
                        new PublishEvent(Kind.DEAD, "silent for " + silentMs + " ms"));
            case DEAD ->
                Decision.of(
                        now.into(State.GONE, nowMs).shown(nowMs),
                        new PublishStatus(),
                        new PublishEvent(Kind.DEREGISTERED, "silent for " + silentMs + " ms"));
            case GONE -> Decision.of(null, new Forget());
        };
    }

    private static Decision onBlinded(@Nullable Agent now, Blinded blinded) {
        return now == null || !now.state().isExpectedToBeat()
                ? Decision.ignored(now, Cause.NOTHING_TO_EXTEND)
                : Decision.quietly(now.graced(blinded.forMs()));
    }

    private static Refusal fenced(long epoch, Agent now) {
        return new Refusal(
                Reason.OLD_EPOCH, "epoch " + epoch + " while " + now.card().epoch() + " is registered");
    }
}
