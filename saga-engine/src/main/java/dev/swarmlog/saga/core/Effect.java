package dev.swarmlog.saga.core;

import dev.swarmlog.saga.core.definition.Action;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.fact.Spent;
import org.jspecify.annotations.Nullable;

/** What a saga may ask of the world. Asked twice it is the same: whoever carries it out derives ids from what stands here. */
public sealed interface Effect {

    /**
     * Have an agent do it.
     *
     * @param gather where several agents are asked; null for one
     */
    record Submit(
            Place place, boolean undo, int attempt, Action action, Work.@Nullable Gather gather, Json input, long dueMs)
            implements Effect {}

    /**
     * A budget is asked whether this attempt may spend.
     *
     * @param timeoutMs how long the attempt may take once it has begun; 0 means for ever
     */
    record Reserve(Place place, int attempt, dev.swarmlog.saga.core.definition.Reserve what, long timeoutMs)
            implements Effect {}

    /**
     * A budget is told what became of what was reserved.
     *
     * @param wallMs how long the attempt took
     */
    record Settle(
            Place place, int attempt, dev.swarmlog.saga.core.definition.Reserve what, Use use, Spent spent, long wallMs)
            implements Effect {
        /** What is known of what was used. */
        public enum Use {
            /** Nobody worked. */
            NOTHING,
            KNOWN,
            /** Somebody may have worked and has not said what was used. */
            UNKNOWN
        }
    }

    /** Whoever works on this attempt is told to stop. */
    record Withdraw(Place place, boolean undo, int attempt, String why) implements Effect {}

    record StartChild(String name, @Nullable String version, Json input, Parent parent, long dueMs) implements Effect {}

    record CancelChild(Place place, int attempt, String reason) implements Effect {}

    /**
     * The sub-saga that this attempt of the step was is undone in itself.
     *
     * @param undo the attempt to undo it
     */
    record UndoChild(Place place, int attempt, int undo) implements Effect {}

    /** A person is asked. */
    record AskApproval(int step, Json question, long dueMs) implements Effect {}

    /**
     * Whoever started the saga hears how it ended.
     *
     * @param undo the parent asked for it to be undone, and it is if the ending is COMPENSATED
     * @param spent what it used up in all
     */
    record Tell(
            Requester requester,
            Parent parent,
            boolean undo,
            Ending ending,
            Json output,
            @Nullable Failure cause,
            Spent spent)
            implements Effect {}

    /** A person should look at it. */
    record Alarm(int step, String why) implements Effect {}

    /** A person need not look at it any more. */
    record Calm(int step) implements Effect {}

    /** The trigger was late, repeated or meant another attempt; it changed nothing. Counted. */
    record Ignored(Cause cause) implements Effect {
        public enum Cause {
            REPEATED,
            STALE,
            TOO_LATE,
            NOT_YET_DUE
        }
    }

    /** The trigger could not be obeyed; whoever sent it is told why. */
    record Rejected(String reason) implements Effect {}
}
