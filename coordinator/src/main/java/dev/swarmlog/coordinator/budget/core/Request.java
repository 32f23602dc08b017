package dev.swarmlog.coordinator.budget.core;

import dev.swarmlog.coordinator.budget.core.Reservation.Requester;

/** Everything that can make a budget move: what people and programs want, and the passing of time. */
public sealed interface Request {

    record Define(Definition definition, String by, Requester requester) implements Request {}

    record Remove(String by, Requester requester) implements Request {}

    /**
     * Somebody wants to spend.
     *
     * @param depth how many ask on behalf of one another
     * @param holdMs so long it stands; 0 means what the budget says
     */
    record Reserve(
            String id,
            String path,
            Amounts amounts,
            int depth,
            String agentId,
            String model,
            long holdMs,
            Requester requester)
            implements Request {}

    /**
     * Somebody has spent.
     *
     * @param used where tokens were read and written, their sum
     * @param unheard nobody knows what was used
     */
    record Settle(
            String id,
            Amounts used,
            long tokensIn,
            long tokensOut,
            boolean unheard,
            String agentId,
            String model,
            Requester requester)
            implements Request {}

    /** Nothing was used. */
    record Release(String id, Requester requester) implements Request {}

    /** A person's answer to a reservation that waits for one. */
    record Answer(String id, boolean approved, String by, String reason, Requester requester) implements Request {}

    /** Something may have expired. */
    record Due() implements Request {}
}
