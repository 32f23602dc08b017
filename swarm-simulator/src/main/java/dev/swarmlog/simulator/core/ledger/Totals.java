package dev.swarmlog.simulator.core.ledger;

import java.util.Map;

/**
 * Where the books stand.
 *
 * @param opened messages that were to be submitted
 * @param refused of these, which the log did not take
 * @param endings how the others ended, so far
 * @param repeated answers that came again and said the same, as they may after a crash
 * @param breaches how often each thing happened that must never be; what is open is not counted as lost here
 */
public record Totals(
        long opened,
        long refused,
        Map<Ending, Long> endings,
        long repeated,
        Effects effects,
        Map<Breach, Long> breaches) {
    public static final Totals NOTHING = new Totals(0, 0, Map.of(), 0, new Effects(0, 0, 0), Map.of());

    /**
     * What agents did to the world.
     *
     * @param done how often the work of a message was done
     * @param redone of these, again, because the agent that had done it before was ill and could not say so or be trusted
     * @param fenced of these, by an agent that had lost the work to another one that was done before; whoever heeds fences
     *     would have refused them
     */
    public record Effects(long done, long redone, long fenced) {}

    /** What the platform answers for. */
    public long accepted() {
        return opened - refused;
    }

    public long replied() {
        return endings.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Accepted and not answered: on its way while the simulation runs, lost when it has waited long enough. */
    public long open() {
        return accepted() - replied();
    }

    public long of(Ending ending) {
        return endings.getOrDefault(ending, 0L);
    }

    public long of(Breach breach) {
        return breaches.getOrDefault(breach, 0L);
    }
}
