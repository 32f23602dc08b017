package dev.swarmlog.router.core.guard;

/** Told of what guards do, by whichever thread did it: exactly once for each change. */
public interface GuardListener {
    GuardListener NOBODY = new GuardListener() {
        @Override
        public void changed(String agentId, Breaker.State before, Breaker.State after) {}

        @Override
        public void ejected(String agentId, long forMs, long nowMs) {}
    };

    void changed(String agentId, Breaker.State before, Breaker.State after);

    void ejected(String agentId, long forMs, long nowMs);
}
