package dev.swarmlog.router.core.strategy;

/**
 * The agent that had the key last, while it lives. To be chosen where agents hold a conversation or other state by key that
 * nobody else can take over cheaply: unlike CONSISTENT_HASH it moves no key when agents join, and evens out no load.
 *
 * <p>Who gets a key first is found by hash, so tasks and processes agree without talking; where a process remembers another
 * one, that counts. A message that goes elsewhere for want of room, or to avoid an agent, does not move its key.
 */
final class Affinity implements Strategy {
    private final AffinityTable table;
    private final Object scope;
    private KeyRing ring = KeyRing.EMPTY;

    /** With what the pool is asked for, since the same key may mean another thing elsewhere. */
    Affinity(AffinityTable table, Object scope) {
        this.table = table;
        this.scope = scope;
    }

    @Override
    public void seated(AgentPool pool) {
        ring = KeyRing.of(pool);
    }

    @Override
    public int choose(AgentPool pool, Wish wish) {
        String remembered = table.agentOf(scope, wish.key());
        int home = remembered == null ? NONE : pool.numberOf(remembered);
        if (home == NONE) {
            home = ring.home(wish.key());
            table.put(scope, wish.key(), pool.seat(home).agentId());
        }
        return pool.isOpen(home) ? home : ring.nearest(pool, wish.key(), seat -> true);
    }
}
