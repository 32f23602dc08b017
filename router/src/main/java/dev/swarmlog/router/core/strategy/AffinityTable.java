package dev.swarmlog.router.core.strategy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which agent had which key last, for all tasks of a process. Thread-safe and bounded: the least recently used key goes first. */
public final class AffinityTable {
    private static final int STRIPES = 16;

    private final Stripe[] stripes = new Stripe[STRIPES];

    private record Key(Object scope, String text) {}

    private static final class Stripe extends LinkedHashMap<Key, String> {
        private static final long serialVersionUID = 1L;
        private final int max;

        Stripe(int max) {
            super(16, 0.75f, true);
            this.max = max;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, String> eldest) {
            return size() > max;
        }
    }

    public AffinityTable(int keysMax) {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe(Math.max(1, keysMax / STRIPES));
        }
    }

    @Nullable
    String agentOf(Object scope, String text) {
        Key key = new Key(scope, text);
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            return stripe.get(key);
        }
    }

    void put(Object scope, String text, String agentId) {
        Key key = new Key(scope, text);
        Stripe stripe = stripe(key);
        synchronized (stripe) {
            stripe.put(key, agentId);
        }
    }

    private Stripe stripe(Key key) {
        int hash = key.hashCode();
        return stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
    }
}
