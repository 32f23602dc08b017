package dev.swarmlog.registry;

import dev.swarmlog.registry.core.Card;

/**
 * Where canaries leave the registry: beside its transaction, because an open one on messages.deliveries would hold back
 * every agent's reader. A canary asked twice or never does no harm. Called by the stream threads; must not block.
 */
interface CanaryOutlet {
    /** Asks nobody; for tests, and until a producer stands behind it. */
    CanaryOutlet NONE = (card, number, nowMs) -> {};

    /**
     * Asks an agent whether it answers.
     *
     * @param number names the canary among those of this agent; rises
     */
    void ask(Card card, long number, long nowMs);

    /** How many canaries could not be written so far, of all agents; whoever was asked meanwhile is not to blame for silence. */
    default long lost() {
        return 0;
    }
}
