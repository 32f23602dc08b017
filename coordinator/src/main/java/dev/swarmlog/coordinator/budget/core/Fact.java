package dev.swarmlog.coordinator.budget.core;

import dev.swarmlog.coordinator.budget.core.Reservation.Requester;

/** One thing that happened in a budget. A decision makes one or more of them, at one moment. */
public sealed interface Fact {

    record Defined(Definition definition, String by) implements Fact {}

    record Removed(String by) implements Fact {}

    /** The first of this path came, so that its limit is watched from now on. */
    record Opened(String path) implements Fact {}

    /** Nothing is reserved there, and there are too many accounts; what it spent stays in those above it. */
    record Closed(String path) implements Fact {}

    /**
     * It may be spent.
     *
     * @param capability where less than what was asked is given: what to use instead
     */
    record Reserved(
            String id,
            String path,
            Amounts amounts,
            String capability,
            String agentId,
            String model,
            long untilMs,
            Requester requester)
            implements Fact {}

    /** A person has to say whether it goes on. */
    record Asked(
            String id, String path, Amounts amounts, String agentId, String model, long untilMs, Requester requester)
            implements Fact {}

    /** A person let this account be overrun by so much. */
    record Approved(String id, String path, Amounts added, String by) implements Fact {}

    /**
     * It may not be spent.
     *
     * @param limit the path of the account that had no room; empty where it is about none
     * @param by the person who said so; empty where the limit did
     */
    record Refused(String id, String path, String limit, String why, String by, long forgetMs) implements Fact {}

    record HandedOff(String id, String path, String capability, long forgetMs) implements Fact {}

    record Settled(String id, Amounts used, String agentId, String model, long forgetMs) implements Fact {}

    record Released(String id, long forgetMs) implements Fact {}

    /** Nobody settled it in time. */
    record Expired(String id, Amounts charged, long forgetMs) implements Fact {}

    record Reached(String path, int percent) implements Fact {}

    /** A period began, and nothing is spent in it yet. */
    record Renewed(long sinceMs) implements Fact {}

    /** A repetition of it would be taken for a new one from now on. */
    record Forgotten(String id) implements Fact {}
}
