package dev.swarmlog.registry.core;

import dev.swarmlog.registry.core.RegistryEvent.Beat;
import dev.swarmlog.registry.core.RegistryEvent.Load;
import dev.swarmlog.registry.core.health.TrackRecord;
import dev.swarmlog.registry.core.liveness.Liveness;
import dev.swarmlog.registry.core.liveness.Proof;
import dev.swarmlog.registry.core.rhythm.Rhythm;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One agent as the registry knows it.
 *
 * @param sinceMs when it came into its state
 * @param left in GONE: whether it said goodbye itself, which closes its epoch for good
 */
public record Agent(
        Card card, State state, long sinceMs, boolean left, Pulse pulse, TrackRecord work, Proof proof, Shown shown) {
    /**
     * The signs of life. Kept in memory; as old as the last status once restored, which {@code Blinded} makes good.
     *
     * @param sequence of the last beat
     * @param sentAtMs of the last beat, by its sender's clock
     * @param beatenMs when it arrived
     * @param seenMs when anything of the agent's own last arrived
     * @param graceMs how much silence since then is forgiven, because the registry itself was not looking
     */
    public record Pulse(
            long sequence, long sentAtMs, long beatenMs, long seenMs, long graceMs, Load load, Rhythm rhythm) {
        public static final long NO_BEAT_YET = -1;

        static Pulse expected(Card card, long nowMs) {
            return new Pulse(
                    NO_BEAT_YET,
                    0,
                    0,
                    nowMs,
                    0,
                    Load.NONE,
                    Rhythm.promised(card.capacity().heartbeatIntervalMs()));
        }

        /** A gap in which the registry was not looking says nothing of the agent's rhythm. */
        Pulse beaten(Beat beat, boolean isRhythm, long nowMs) {
            Rhythm learned = isRhythm && graceMs == 0 && sequence != NO_BEAT_YET
                    ? rhythm.beaten(nowMs - beatenMs, beat.sequence() - sequence, beat.sentAtMs() - sentAtMs)
                    : rhythm;
            return new Pulse(beat.sequence(), beat.sentAtMs(), nowMs, nowMs, 0, beat.load(), learned);
        }

        Pulse promising(Card card) {
            Rhythm promised = rhythm.promising(card.capacity().heartbeatIntervalMs());
            return new Pulse(sequence, sentAtMs, beatenMs, seenMs, graceMs, load, promised);
        }

        Pulse seen(long nowMs) {
            return new Pulse(sequence, sentAtMs, beatenMs, nowMs, 0, load, rhythm);
        }

        Pulse graced(long ms) {
            return new Pulse(sequence, sentAtMs, beatenMs, seenMs, graceMs + ms, load, rhythm);
        }
    }

    static Agent joining(Card card, Shown before, long nowMs) {
        return new Agent(
                card,
                State.JOINING,
                nowMs,
                false,
                Pulse.expected(card, nowMs),
                TrackRecord.NOTHING,
                Proof.NONE,
                before);
    }

    /** The same agent, seen now; what the world was told of it stays as it is. */
    Agent beating(Beat beat, long nowMs, long memoryMs) {
        RegistryEvent.Work done = beat.work();
        return new Agent(
                card,
                state,
                sinceMs,
                left,
                pulse.beaten(beat, state != State.GONE, nowMs),
                work.told(done.completed(), done.failed(), done.responseTimeMs(), nowMs, memoryMs),
                proof,
                shown);
    }

    Agent seen(long nowMs) {
        return new Agent(card, state, sinceMs, left, pulse.seen(nowMs), work, proof, shown);
    }

    Agent blinded(long ms) {
        return new Agent(card, state, sinceMs, left, pulse.graced(ms), work, proof.forgiving(ms), shown);
    }

    Agent carrying(Card changed) {
        return new Agent(changed, state, sinceMs, left, pulse.promising(changed), work, proof, shown);
    }

    Agent into(State other, long nowMs) {
        return new Agent(card, other, nowMs, false, pulse, work, other.isWorking() ? proof : proof.unasked(), shown);
    }

    Agent leaving(long nowMs) {
        return new Agent(card, State.GONE, nowMs, true, pulse, work, proof.unasked(), shown);
    }

    Agent with(TrackRecord seenWork, Proof seenProof) {
        return new Agent(card, state, sinceMs, left, pulse, seenWork, seenProof, shown);
    }

    Agent with(Proof other) {
        return with(work, other);
    }

    /** With its next status on the way. */
    Agent shown(double score, Liveness liveness, long nowMs) {
        return new Agent(
                card, state, sinceMs, left, pulse, work, proof, shown.next(pulse.load, score, liveness, nowMs));
    }

    /** Whether others see it in the same state and liveness. */
    public boolean isShownAs(Agent before) {
        return state == before.state
                && shown.liveness() == before.shown.liveness()
                && proof.unanswered() == before.proof.unanswered();
    }

    /**
     * Whether this must be stored over what is. Beats alone are not worth a write: a restored agent is given the time to
     * beat again, so all that a stored beat could add is a write per beat.
     */
    public boolean isWorthStoringOver(@Nullable Agent stored) {
        return stored == null
                || state != stored.state
                || !Objects.equals(shown, stored.shown)
                || !Objects.equals(card, stored.card);
    }
}
