package dev.swarmlog.router.core.strategy;

import dev.swarmlog.router.core.ranking.Hash;
import dev.swarmlog.router.core.ranking.HashRing;
import java.util.function.IntPredicate;

/** The seats of a pool on a ring, by the hashes of their ids: every task and process finds the same one for a key. */
record KeyRing(HashRing ring) {
    static final KeyRing EMPTY = new KeyRing(new HashRing(new long[0]));

    static KeyRing of(AgentPool pool) {
        long[] hashes = new long[pool.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = Hash.of(pool.seat(i).agentId());
        }
        return new KeyRing(new HashRing(hashes));
    }

    /** The nearest of the open seats that will do; where none will, any open one, and for the same key the same. */
    int nearest(AgentPool pool, String key, IntPredicate willDo) {
        long hash = Hash.of(key);
        int seat = ring.nearest(hash, number -> pool.isOpen(number) && willDo.test(number));
        if (seat == HashRing.NONE) {
            seat = ring.nearest(hash, pool::isOpen);
        }
        return seat == HashRing.NONE ? pool.openAt((int) Long.remainderUnsigned(hash, pool.open())) : seat;
    }

    /** The seat for the key, whether it is open or not. */
    int home(String key) {
        return ring.nearest(Hash.of(key), number -> true);
    }
}
