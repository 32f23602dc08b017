package dev.swarmlog.router.core.balance;

import java.util.concurrent.atomic.AtomicInteger;

/** Mutable and for one thread: what one router task has in flight with one agent, and saw of it since the last look. */
public final class AgentLoad {
    private final AtomicInteger overall;
    private int own;

    private long sent;
    private long completed;
    private long failed;
    private double latencyMsSum;
    private long latencyMsMax;
    private long observedFromMs;

    AgentLoad(AtomicInteger overall, long nowMs) {
        this.overall = overall;
        this.observedFromMs = nowMs;
    }

    /** What one task saw of an agent in a span of time; latencies are those of completed work, negative for none. */
    public record Observation(
            long fromMs, long sent, long completed, long failed, float latencyMsMean, float latencyMsMax) {}

    /** What the whole process has in flight with the agent. */
    public int inFlight() {
        return overall.get();
    }

    /** What this task has in flight with the agent. */
    public int own() {
        return own;
    }

    void begin() {
        own++;
        overall.incrementAndGet();
    }

    void end() {
        own--;
        overall.decrementAndGet();
    }

    void release() {
        overall.addAndGet(-own);
        own = 0;
    }

    public void sent() {
        sent++;
    }

    public void completed(long latencyMs) {
        completed++;
        latencyMsSum += latencyMs;
        latencyMsMax = Math.max(latencyMsMax, latencyMs);
    }

    public void failed() {
        failed++;
    }

    boolean hasNews() {
        return sent + completed + failed > 0;
    }

    Observation observe(long nowMs) {
        Observation seen = new Observation(
                observedFromMs,
                sent,
                completed,
                failed,
                completed == 0 ? -1 : (float) (latencyMsSum / completed),
                completed == 0 ? -1 : latencyMsMax);
        sent = 0;
        completed = 0;
        failed = 0;
        latencyMsSum = 0;
        latencyMsMax = 0;
        observedFromMs = nowMs;
        return seen;
    }
}
