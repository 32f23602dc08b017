package dev.swarmlog.simulator.core.ledger;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Double-entry bookkeeping of messages, mutable, safe for any threads. Each message gets a number; what is told about it
 * later is held against what was told before, so that a loss and a repetition are facts rather than differences of counters.
 */
public final class Ledger {
    private static final int KEPT_MAX = 10_000;

    private final Entries entries = new Entries();
    private final Map<Ending, Long> endings = new EnumMap<>(Ending.class);
    private final Map<Breach, Long> breaches = new EnumMap<>(Breach.class);
    private final List<Violation> violations = new ArrayList<>();

    /** Messages whose first assignment came to two agents, after the platform was hit. */
    private final Set<Long> twice = new HashSet<>();

    private boolean platformWasHit;
    private long refused;
    private long repeated;
    private long done;
    private long redone;
    private long fenced;

    /** A message is about to be submitted; its number. From here on it must end or be refused. */
    public synchronized long open(long dueNanos) {
        return entries.add(dueNanos);
    }

    /** It never got into the log, and its requester was told so. */
    public synchronized void refused(long number) {
        known(number);
        if (!entries.isRefused(number)) {
            entries.refuse(number);
            refused++;
        }
    }

    /**
     * A part of the platform was killed or stopped. From now on a router may have lost to whom it gave a message first, and
     * give it to another under the same fence: then both may do it, and one of the results counts.
     */
    public synchronized void platformWasHit() {
        platformWasHit = true;
    }

    /** An agent of ours was sent it. */
    public synchronized void assigned(long number, int agent, int fence) {
        known(number);
        int newest = entries.assignedFence(number);
        if (fence > newest) {
            entries.assign(number, agent, fence);
        } else if (platformWasHit && fence == 1 && newest == 1 && agent != entries.assignedAgent(number)) {
            twice.add(number);
        } else if (fence < newest && agent == entries.assignedAgent(number)) {
            breach(Breach.DISORDERED, number, agent, fence, "it came after assignment " + newest);
        }
        if (isCompleted(number) && fence > entries.replyFence(number)) {
            breach(
                    Breach.STALE,
                    number,
                    agent,
                    fence,
                    "it was answered for by assignment " + entries.replyFence(number));
        }
    }

    /**
     * An agent of ours has done its work, with success.
     *
     * @param sound whether nobody had a reason to think that it would not, and give the work to another
     */
    public synchronized void effect(long number, int agent, int fence, boolean sound) {
        known(number);
        done++;
        if (!entries.isDone(number)) {
            entries.done(number, fence, sound);
            return;
        }
        int before = entries.effectFence(number);
        if (fence < before) {
            fenced++;
            return;
        }
        if (fence == 1 && before == 1 && twice.remove(number)) {
            redone++;
        } else if (fence == before || entries.wasSound(number)) {
            breach(Breach.DOUBLED, number, agent, fence, "it was done before under assignment " + before);
        } else {
            redone++;
        }
        entries.done(number, fence, sound);
    }

    /**
     * Its requester has the final answer.
     *
     * @param agent of ours whose work it is; negative where it is none's
     * @param fence of the assignment that it is for
     * @return whether it is the first
     */
    public synchronized boolean ended(long number, Ending how, int agent, int fence) {
        known(number);
        if (entries.isEnded(number)) {
            if (entries.ending(number) == how) {
                repeated++;
            } else {
                breach(Breach.CONTRADICTED, number, agent, fence, how + " after " + entries.ending(number));
            }
            return false;
        }
        if (entries.isRefused(number)) {
            // The log had it all the same; only its word to the requester was lost.
            entries.accept(number);
            refused--;
        }
        entries.end(number, how, fence);
        endings.merge(how, 1L, Long::sum);
        if (how == Ending.WRONG) {
            breach(Breach.WRONG, number, agent, fence, "the answer is not its own");
        }
        if (how == Ending.COMPLETED && agent >= 0) {
            workOf(number, agent, fence);
        }
        return true;
    }

    private void workOf(long number, int agent, int fence) {
        if (!entries.isDone(number)) {
            breach(Breach.DISORDERED, number, agent, fence, "it was answered before anybody did it");
        }
        if (entries.assignedFence(number) > fence) {
            breach(Breach.STALE, number, agent, fence, "it had gone on to assignment " + entries.assignedFence(number));
        }
    }

    /** Something about an agent came before what it follows from. */
    public synchronized void disordered(int agent, String detail) {
        breach(Breach.DISORDERED, -1, agent, 0, detail);
    }

    /** When it was due. */
    public synchronized long dueNanos(long number) {
        known(number);
        return entries.dueNanos(number);
    }

    /** Whether it was opened here. */
    public synchronized boolean knows(long number) {
        return entries.has(number);
    }

    public synchronized Totals totals() {
        return new Totals(
                entries.size(),
                refused,
                Map.copyOf(endings),
                repeated,
                new Totals.Effects(done, redone, fenced),
                Map.copyOf(breaches));
    }

    /** The first of what is wrong, without what is open. */
    public synchronized List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** Names all that are accepted, not answered, and were due before this. */
    public synchronized void openSince(long beforeNanos, LongConsumer name) {
        for (long number = 0; number < entries.size(); number++) {
            if (!entries.isEnded(number) && !entries.isRefused(number) && entries.dueNanos(number) < beforeNanos) {
                name.accept(number);
            }
        }
    }

    /** The highest assignment of a message that an agent of ours was sent, as evidence. */
    public synchronized Violation lost(long number) {
        int fence = entries.assignedFence(number);
        String detail = fence == 0 ? "no agent was ever sent it" : entries.isDone(number) ? "it was done" : "";
        return new Violation(Breach.LOST, number, entries.assignedAgent(number), fence, detail);
    }

    private boolean isCompleted(long number) {
        return entries.isEnded(number) && entries.ending(number) == Ending.COMPLETED;
    }

    private void breach(Breach breach, long number, int agent, int fence, String detail) {
        breaches.merge(breach, 1L, Long::sum);
        if (violations.size() < KEPT_MAX) {
            violations.add(new Violation(breach, number, agent, fence, detail));
        }
    }

    private void known(long number) {
        if (!entries.has(number)) {
            throw new IllegalArgumentException("message " + number + " was never opened");
        }
    }
}
