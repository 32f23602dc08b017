package dev.swarmlog.registry.core;

import dev.swarmlog.registry.core.RegistryEvent.Beat;
import dev.swarmlog.registry.core.RegistryEvent.Load;
import org.jspecify.annotations.Nullable;

/**
 * One agent as the registry knows it.
 *
 * @param sinceMs when it came into its state
 * @param left in GONE: whether it said goodbye itself, which closes its epoch for good
 * @param graceMs how much silence is forgiven until the next beat, because the registry itself was not looking
 */
public record Agent(Card card, State state, long sinceMs, boolean left, Pulse pulse, Shown shown, long graceMs) {
    /** The last sign of life. Kept in memory; as old as the last status once restored, which {@code Blinded} makes good. */
    public record Pulse(long sequence, long seenMs, Load load) {
        public static final long NO_BEAT_YET = -1;
    }

    static Agent joining(Card card, Shown before, long nowMs) {
        Pulse pulse = new Pulse(Pulse.NO_BEAT_YET, nowMs, Load.NONE);
        return new Agent(card, State.JOINING, nowMs, false, pulse, before.next(Load.NONE, nowMs), 0);
    }

    /** The same agent, seen now; what the world was told of it stays as it is. */
    Agent beating(Beat beat, long nowMs) {
        return new Agent(card, state, sinceMs, left, new Pulse(beat.sequence(), nowMs, beat.load()), shown, 0);
    }

    Agent seen(long nowMs) {
        return new Agent(card, state, sinceMs, left, new Pulse(pulse.sequence, nowMs, pulse.load), shown, 0);
    }

    Agent graced(long ms) {
        return new Agent(card, state, sinceMs, left, pulse, shown, graceMs + ms);
    }

    Agent carrying(Card changed) {
        return new Agent(changed, state, sinceMs, left, pulse, shown, graceMs);
    }

    Agent into(State other, long nowMs) {
        return new Agent(card, other, nowMs, false, pulse, shown, 0);
    }

    Agent leaving(long nowMs) {
        return new Agent(card, State.GONE, nowMs, true, pulse, shown, 0);
    }

    /** With its next status on the way. */
    Agent shown(long nowMs) {
        return new Agent(card, state, sinceMs, left, pulse, shown.next(pulse.load, nowMs), graceMs);
    }

    /** 0.0 (useless) to 1.0 (perfect); of the state alone, as long as nothing else is known of how well it works. */
    public double healthScore() {
        return switch (state) {
            case HEALTHY -> 1.0;
            case JOINING, DEGRADED -> 0.5;
            case SUSPECT -> 0.25;
            case DEAD, GONE -> 0.0;
        };
    }

    /**
     * Whether this must be stored over what is. Beats alone are not worth a write: a restored agent is given the time to
     * beat again, so all that a stored beat could add is a write per beat.
     */
    public boolean isWorthStoringOver(@Nullable Agent stored) {
        return stored == null || state != stored.state || !shown.equals(stored.shown) || !card.equals(stored.card);
    }
}
