package dev.swarmlog.router.core.guard;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What one process knows of an agent's failures and latency, and what follows for sending it more. Thread-safe: all tasks
 * of the process share it, and none waits for another on the way of a message.
 *
 * <p>To be asked in this order: {@link #admits} sorts out who is not a candidate, {@link #costMs} and {@link #readiness}
 * weigh those who are, and {@link #enter} is asked for the chosen one at last, since of several who choose an agent at
 * once only one may send the probe.
 */
public final class AgentGuard {
    private static final double READINESS_MIN = 0.1;
    private static final long NEVER = Long.MIN_VALUE;

    private final String agentId;
    private final GuardTerms terms;
    private final GuardListener listener;
    private final AtomicReference<Breaker.State> breaker = new AtomicReference<>(Breaker.closed(0));
    private final PeakEwma latency;
    private final Tally tally;
    private volatile long epoch;
    private volatile long restsUntilMs = NEVER;
    private volatile long growsFromMs = NEVER;
    private volatile long ejectedUntilMs = NEVER;
    private int ejections;

    /** What became of asking to send something. */
    public enum Pass {
        FREE,
        /** The one message on which the agent's return hangs. */
        PROBE,
        REFUSED
    }

    public AgentGuard(String agentId, GuardTerms terms, GuardListener listener) {
        this.agentId = agentId;
        this.terms = terms;
        this.listener = listener;
        this.latency = new PeakEwma(terms.latencyDecayMs());
        this.tally = new Tally(terms.outliers().intervalMs());
    }

    /**
     * The agent is there, in this life. A new life begins with a clean slate.
     *
     * @param sinceMs when its share began to grow from next to nothing; {@link Long#MIN_VALUE} for an agent that need not
     *     be spared: where all are new, somebody has to do the work
     */
    public void begins(long agentEpoch, long sinceMs, long nowMs) {
        if (agentEpoch > epoch) {
            startAnew(agentEpoch, sinceMs, nowMs);
        }
    }

    private synchronized void startAnew(long agentEpoch, long sinceMs, long nowMs) {
        if (agentEpoch > epoch) {
            latency.forget();
            tally.forget();
            ejections = 0;
            ejectedUntilMs = NEVER;
            restsUntilMs = NEVER;
            growsFromMs = sinceMs;
            become(Breaker.closed(nowMs));
            epoch = agentEpoch;
        }
    }

    /** Whether the agent is to be chosen among others: its breaker would let a message pass, and it is not ejected. */
    public boolean admits(long nowMs) {
        return !isEjected(nowMs) && mayEnter(nowMs);
    }

    /** Whether it is kept out of the choice for being so much worse than others. Not binding where most are. */
    public boolean isEjected(long nowMs) {
        return nowMs < ejectedUntilMs;
    }

    /** Whether {@link #enter} would let a message pass. Binding, however few agents are left. */
    public boolean mayEnter(long nowMs) {
        if (nowMs < restsUntilMs) {
            return false;
        }
        Breaker.State now = breaker.get();
        return now instanceof Breaker.Closed || terms.breaker().admits(now, nowMs);
    }

    /** For a message that is sent if this does not refuse. Then {@link #ended} must be told when it is over. */
    public Pass enter(long nowMs) {
        if (nowMs < restsUntilMs) {
            return Pass.REFUSED;
        }
        while (true) {
            Breaker.State now = breaker.get();
            if (now instanceof Breaker.Closed) {
                return Pass.FREE;
            }
            Breaker.State next = terms.breaker().next(now, new Breaker.Asked(), nowMs, 0);
            if (next.equals(now)) {
                return Pass.REFUSED;
            }
            if (breaker.compareAndSet(now, next)) {
                changed(now, next, nowMs);
                return Pass.PROBE;
            }
        }
    }

    /** That life of the agent asked to be sent nothing before then: a rate limit lets nobody through. */
    public synchronized void rests(long agentEpoch, long untilMs) {
        if (agentEpoch == epoch) {
            restsUntilMs = Math.max(restsUntilMs, untilMs);
        }
    }

    /** The part of its share that the agent is to get by now, from a tenth to all. */
    public double readiness(long nowMs) {
        long sinceMs = growsFromMs;
        if (sinceMs == NEVER) {
            return 1;
        }
        long grownMs = nowMs - sinceMs;
        // Before it begins the agent is ejected: who sends to it nevertheless is in a panic, and means it.
        return grownMs >= terms.slowStartMs() || grownMs < 0
                ? 1
                : READINESS_MIN + (1 - READINESS_MIN) * grownMs / terms.slowStartMs();
    }

    /** How long its work takes of late, with the worst first; zero while nothing is known. */
    public double costMs(long nowMs) {
        return latency.at(nowMs);
    }

    public Breaker.State breaker() {
        return breaker.get();
    }

    /** Work was completed that was sent to this life of the agent; it took so long, and is heard of now. */
    public void completed(long agentEpoch, long sentAtMs, long tookMs, long nowMs) {
        if (agentEpoch != epoch) {
            return;
        }
        latency.observe(tookMs, nowMs);
        tally.completed(nowMs);
        if (!(breaker.get() instanceof Breaker.Closed closed)
                || !closed.failedAtMs().isEmpty()) {
            tell(new Breaker.Succeeded(sentAtMs), nowMs, 0);
        }
    }

    /** Work failed that was sent to this life of the agent, by its own fault. Luck is evenly from 0 to 1. */
    public void failed(long agentEpoch, long sentAtMs, long nowMs, double luck) {
        if (agentEpoch == epoch) {
            tally.failed(nowMs);
            tell(new Breaker.Failed(sentAtMs), nowMs, luck);
        }
    }

    /** Work is over that was sent to the agent, told after what there was to say of it. */
    public void ended(long sentAtMs, long nowMs) {
        if (breaker.get() instanceof Breaker.HalfOpen) {
            tell(new Breaker.Unjudged(sentAtMs), nowMs, 0);
        }
    }

    /** Takes it out of the choice for a while, longer each time that it happens again soon. */
    synchronized void eject(long nowMs) {
        Outliers.Terms outliers = terms.outliers();
        boolean again = ejectedUntilMs != NEVER && nowMs - ejectedUntilMs < outliers.ejectMsMax();
        ejections = again ? ejections + 1 : 1;
        long forMs = Math.min(outliers.ejectMsMax(), outliers.ejectMs() * ejections);
        growsFromMs = nowMs + forMs;
        ejectedUntilMs = nowMs + forMs;
        listener.ejected(agentId, forMs, nowMs);
    }

    Tally tally() {
        return tally;
    }

    private void tell(Breaker.Event event, long nowMs, double luck) {
        while (true) {
            Breaker.State now = breaker.get();
            Breaker.State next = terms.breaker().next(now, event, nowMs, luck);
            if (next.equals(now)) {
                return;
            }
            if (breaker.compareAndSet(now, next)) {
                changed(now, next, nowMs);
                return;
            }
        }
    }

    private void become(Breaker.State next) {
        Breaker.State before = breaker.getAndSet(next);
        if (!(before instanceof Breaker.Closed)) {
            listener.changed(agentId, before, next);
        }
    }

    private void changed(Breaker.State before, Breaker.State after, long nowMs) {
        if (before.getClass() != after.getClass()) {
            if (after instanceof Breaker.Closed) {
                growsFromMs = nowMs;
            }
            listener.changed(agentId, before, after);
        }
    }
}
