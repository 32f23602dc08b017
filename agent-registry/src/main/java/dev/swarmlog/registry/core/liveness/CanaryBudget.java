package dev.swarmlog.registry.core.liveness;

/** Mutable, for one thread: how many canaries a task may still ask in this second. */
public final class CanaryBudget {
    private static final long SECOND_MS = 1_000;

    private final int perSecondMax;
    private long secondStartedMs;
    private int asked;

    public CanaryBudget(int perSecondMax) {
        this.perSecondMax = perSecondMax;
    }

    public boolean isLeft(long nowMs) {
        if (Math.abs(nowMs - secondStartedMs) >= SECOND_MS) {
            secondStartedMs = nowMs;
            asked = 0;
        }
        return asked < perSecondMax;
    }

    public void spend() {
        asked++;
    }
}
