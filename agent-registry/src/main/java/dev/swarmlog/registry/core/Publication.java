package dev.swarmlog.registry.core;

import dev.swarmlog.registry.core.RegistryEvent.Load;
import dev.swarmlog.registry.core.liveness.Liveness;

/**
 * When a changed load or score is worth a status: when it moved by a band, and not again within the interval. Changes of
 * state, card and liveness are always worth one; proofs stand for so long that these are rare.
 *
 * @param loadBand as a share of the agent's capacity
 */
public record Publication(long intervalMs, double loadBand, double scoreBand) {
    boolean isWorthIt(Agent agent, double score, Liveness liveness, long nowMs) {
        Shown shown = agent.shown();
        if (liveness != shown.liveness()) {
            return true;
        }
        // Shown later than now: a card, which was read ahead of a backlog of beats.
        long shownMsAgo = nowMs - shown.atMs();
        if (shownMsAgo >= 0 && shownMsAgo < intervalMs) {
            return false;
        }
        Load load = agent.pulse().load();
        int moved = Math.abs(load.inFlight() - shown.inFlight()) + Math.abs(load.queued() - shown.queued());
        return (moved > 0 && moved >= loadBand * agent.card().capacity().concurrency())
                || Math.abs(score - shown.score()) >= scoreBand;
    }
}
