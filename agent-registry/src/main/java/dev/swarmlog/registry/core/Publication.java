package dev.swarmlog.registry.core;

import dev.swarmlog.registry.core.RegistryEvent.Load;

/**
 * When a changed load is worth a status: when it moved by a band of the agent's capacity, and not again within the
 * interval. Changes of state and card are always worth one.
 */
public record Publication(long intervalMs, double loadBand) {
    boolean isWorthIt(Agent agent, Load load, long nowMs) {
        Shown shown = agent.shown();
        int moved = Math.abs(load.inFlight() - shown.inFlight()) + Math.abs(load.queued() - shown.queued());
        return moved > 0
                && moved >= loadBand * agent.card().capacity().concurrency()
                && nowMs - shown.atMs() >= intervalMs;
    }
}
