package dev.swarmlog.agent.host;

import dev.swarmlog.agent.core.Lease;
import dev.swarmlog.agent.core.Places;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Answers the registry's question whether an agent works. Thread-safe; at most one canary per agent waits.
 *
 * <p>A canary waits for one of the agent's places, ahead of its work, and an agent that is full says nothing until one
 * comes free: a refusal would be an answer too, and an agent whose handlers all hang could give it for ever. Only a handler
 * that reports progress proves as much as a free place does. No handler is called, and nothing is counted as work.
 */
final class Canaries {
    private final Outcomes outcomes;
    private final Counts counts;
    private final Consumer<Run> threads;
    private final Map<HostedAgent, Run> waiting = new ConcurrentHashMap<>();

    /** With what finds a thread for a run that has its place. */
    Canaries(Outcomes outcomes, Counts counts, Consumer<Run> threads) {
        this.outcomes = outcomes;
        this.counts = counts;
        this.threads = threads;
    }

    void take(Run canary) {
        if (canary.hosted.isInline()) {
            answer(canary);
            return;
        }
        Run earlier = waiting.put(canary.hosted, canary);
        if (earlier != null) {
            giveUp(earlier);
        }
        if (canary.hosted.places.offerAhead(canary) == Places.Admission.BEGIN) {
            threads.accept(canary);
        }
    }

    /** It has a place. A repetition is a question like the first, so nothing is remembered. */
    void answer(Run canary) {
        waiting.remove(canary.hosted, canary);
        say(canary);
    }

    void tend(long nowMs) {
        waiting.values().removeIf(canary -> {
            if (canary.hosted.hasProgressedSince(canary.takenAtMs)) {
                say(canary);
                return true;
            }
            boolean over = canary.lease.due(nowMs) == Lease.Due.END;
            if (over) {
                giveUp(canary);
            }
            return over;
        });
    }

    private void say(Run canary) {
        if (canary.end()) {
            counts.canaries.increment();
            outcomes.send(canary.delivery(), Verdict.alive(), null);
        }
    }

    private void giveUp(Run canary) {
        if (canary.end()) {
            counts.canariesUnanswered.increment();
        }
    }
}
