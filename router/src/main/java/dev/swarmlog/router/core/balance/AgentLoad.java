package dev.swarmlog.router.core.balance;

import dev.swarmlog.router.core.guard.AgentGuard;
import dev.swarmlog.router.core.guard.Breaker;
import java.util.HashMap;
import java.util.Map;

/** Mutable and for one thread: what one router task has in flight with one agent, and saw of it since the last look. */
public final class AgentLoad {
    /** Beside the classes that agents give their failures: the agent said nothing until its lease was over. */
    public static final String LEASE_ENDED = "LEASE_ENDED";

    private static final long NONE = -1;

    private final SharedLoad overall;
    private long probedAtMs = NONE;
    private int own;
    private long epoch;
    private boolean restarted;

    private long sent;
    private long completed;
    private Map<String, Long> failedByClass = new HashMap<>();
    private double latencyMsSum;
    private long latencyMsMax;
    private long observedFromMs;
    private long trailingFailures;
    private long canariesAnswered;
    private Breaker.State breakerTold;

    AgentLoad(SharedLoad overall, long nowMs) {
        this.overall = overall;
        this.observedFromMs = nowMs;
        this.breakerTold = Breaker.closed(nowMs);
    }

    /**
     * What one task saw of one life of an agent in a span of time.
     *
     * @param latencyMsMean of completed work, like the maximum; negative for none
     * @param trailingFailures the agent's failures since its last completion, or all of them if there was none
     */
    public record Observation(
            long epoch,
            long fromMs,
            long sent,
            long completed,
            Map<String, Long> failedByClass,
            float latencyMsMean,
            float latencyMsMax,
            long trailingFailures,
            long canariesAnswered,
            Breaker.State breaker) {}

    /** What the whole process has in flight with the agent. */
    public int inFlight() {
        return overall.inFlight();
    }

    /** That, and what other processes have in flight with it as far as the agent told. */
    public int inHand() {
        return overall.inFlight() + overall.foreign();
    }

    /** What keeps work from the agent, and how fast it is. */
    public AgentGuard guard() {
        return overall.guard;
    }

    /** Whether the guard lets a message pass, which is sent then. To be asked of the chosen agent alone. */
    public boolean enter(long nowMs) {
        AgentGuard.Pass pass = overall.guard.enter(nowMs);
        if (pass == AgentGuard.Pass.PROBE) {
            probedAtMs = nowMs;
        }
        return pass != AgentGuard.Pass.REFUSED;
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
        restarted |= own > 0 && agentEpoch != epoch;
        look(agentEpoch);
        own++;
        overall.begin();
    }

    void end(long sentAtMs, long nowMs) {
        own--;
        overall.end(1);
        overall.guard.ended(sentAtMs, nowMs);
    }

    void release() {
        overall.end(own);
        own = 0;
        if (probedAtMs != NONE) {
            overall.guard.ended(probedAtMs, probedAtMs);
        }
    }

    public void sent() {
        sent++;
    }

    /** Whether what is seen of this life is worth telling; a later one puts an end to what was seen of the one before. */
    public boolean look(long agentEpoch) {
        if (agentEpoch > epoch) {
            restarted |= own > 0;
            startAnew(observedFromMs);
            epoch = agentEpoch;
        }
        return agentEpoch == epoch;
    }

    public void canaryAnswered() {
        canariesAnswered++;
    }

    public void completed(long latencyMs) {
        completed++;
        trailingFailures = 0;
        latencyMsSum += latencyMs;
        latencyMsMax = Math.max(latencyMsMax, latencyMs);
    }

    /** With whether it is the agent that failed: not where the message is bad, or the agent merely full. */
    public void failed(String failureClass, boolean byTheAgent) {
        failedByClass.merge(failureClass, 1L, Long::sum);
        trailingFailures += byTheAgent ? 1 : 0;
    }

    void forgetReport(long reportedBeforeMs) {
        overall.forgetReport(reportedBeforeMs);
    }

    boolean hasNews() {
        return sent + completed + canariesAnswered > 0 || !failedByClass.isEmpty();
    }

    /** Whether what is seen tells more than that the agent works on as it did. */
    boolean isUrgent() {
        return canariesAnswered > 0
                || !failedByClass.isEmpty()
                || overall.guard.breaker().getClass() != breakerTold.getClass();
    }

    long observedFromMs() {
        return observedFromMs;
    }

    Observation observe(long nowMs) {
        breakerTold = overall.guard.breaker();
        Observation seen = new Observation(
                epoch,
                observedFromMs,
                sent,
                completed,
                failedByClass,
                completed == 0 ? -1 : (float) (latencyMsSum / completed),
                completed == 0 ? -1 : latencyMsMax,
                trailingFailures,
                canariesAnswered,
                breakerTold);
        startAnew(nowMs);
        return seen;
    }

    private void startAnew(long nowMs) {
        sent = 0;
        completed = 0;
        failedByClass = new HashMap<>();
        latencyMsSum = 0;
        latencyMsMax = 0;
        trailingFailures = 0;
        canariesAnswered = 0;
        observedFromMs = nowMs;
    }
}
