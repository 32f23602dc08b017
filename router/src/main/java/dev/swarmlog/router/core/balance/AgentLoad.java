package dev.swarmlog.router.core.balance;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Mutable and for one thread: what one router task has in flight with one agent, and saw of it since the last look. */
public final class AgentLoad {
    private final AtomicInteger overall;
    private int own;
    private long epoch;
    private boolean restarted;

    private long sent;
    private long completed;
    private Map<String, Long> failedByClass = new HashMap<>();
    private double latencyMsSum;
    private long latencyMsMax;
    private long observedFromMs;

    AgentLoad(AtomicInteger overall, long nowMs) {
        this.overall = overall;
        this.observedFromMs = nowMs;
    }

    /** What one task saw of an agent in a span of time; latencies are those of completed work, negative for none. */
    public record Observation(
            long epoch,
            long fromMs,
            long sent,
            long completed,
            Map<String, Long> failedByClass,
            float latencyMsMean,
            float latencyMsMax) {}

    /** What the whole process has in flight with the agent. */
    public int inFlight() {
        return overall.get();
    }

    /** What this task has in flight with the agent. */
    public int own() {
        return own;
    }

    /** The latest start of the agent that this task sent anything to. */
    public long epoch() {
        return epoch;
    }

    /** Whether some of what is in flight may have been sent to an earlier start of the agent; asking resets it. */
    public boolean takeRestarted() {
        boolean was = restarted;
        restarted = false;
        return was;
    }

    void begin(long agentEpoch) {
        restarted |= own > 0 && agentEpoch > epoch;
        epoch = Math.max(epoch, agentEpoch);
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

    public void failed(String failureClass) {
        failedByClass.merge(failureClass, 1L, Long::sum);
    }

    boolean hasNews() {
        return sent + completed > 0 || !failedByClass.isEmpty();
    }

    Observation observe(long nowMs) {
        Observation seen = new Observation(
                epoch,
                observedFromMs,
                sent,
                completed,
                failedByClass,
                completed == 0 ? -1 : (float) (latencyMsSum / completed),
                completed == 0 ? -1 : latencyMsMax);
        sent = 0;
        completed = 0;
        failedByClass = new HashMap<>();
        latencyMsSum = 0;
        latencyMsMax = 0;
        observedFromMs = nowMs;
        return seen;
    }
}
