package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.router.core.guard.Breaker;
import dev.swarmlog.router.core.guard.GuardListener;
import java.util.HashMap;
import java.util.Map;

/** Sees to it in a simulation that breakers do only what they may, and that what is sent obeys them. */
final class BreakerWatch implements GuardListener {
    private final String run;
    private final Map<String, Breaker.State> states = new HashMap<>();
    private final Map<String, Integer> probes = new HashMap<>();
    private int opened;

    BreakerWatch(String run) {
        this.run = run;
    }

    @Override
    public void changed(String agentId, Breaker.State before, Breaker.State after) {
        boolean legal = switch (before) {
            case Breaker.Closed closed -> after instanceof Breaker.Open;
            // Closed by a new life of the agent.
            case Breaker.Open open -> !(after instanceof Breaker.Open);
            case Breaker.HalfOpen half -> true;
        };
        assertThat(legal)
                .as("%s: %s from %s to %s", run, agentId, before, after)
                .isTrue();
        states.put(agentId, after);
        probes.remove(agentId);
        opened += after instanceof Breaker.Open ? 1 : 0;
    }

    @Override
    public void ejected(String agentId, long forMs, long nowMs) {}

    void delivered(String agentId) {
        Breaker.State state = states.get(agentId);
        assertThat(state instanceof Breaker.Open)
                .as("%s: something goes to %s", run, agentId)
                .isFalse();
        if (state instanceof Breaker.HalfOpen) {
            assertThat(probes.merge(agentId, 1, Integer::sum))
                    .as("%s: one probe goes to %s at a time", run, agentId)
                    .isEqualTo(1);
        }
    }

    int opened() {
        return opened;
    }
}
