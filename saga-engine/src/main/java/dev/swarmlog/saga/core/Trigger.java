package dev.swarmlog.saga.core;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.fact.Spent;
import java.util.Map;

/** Everything that can make a saga move: commands, answers, and the passing of time. */
public sealed interface Trigger {

    record Start(Json input, Map<String, String> tags, long deadlineMs, Requester requester, Parent parent)
            implements Trigger {}

    record Cancel(String by, String reason) implements Trigger {}

    record Pause(String by, String reason) implements Trigger {}

    record Resume(String by) implements Trigger {}

    /**
     * Somebody tells what a step waits for, or will.
     *
     * @param id the same for a repetition of this signal, and for no other
     */
    record Signal(String id, String signal, Json payload) implements Trigger {}

    /**
     * The parent of a sub-saga that was completed is undone, and so is this.
     *
     * @param parent with the attempt to undo it
     */
    record Undo(Parent parent) implements Trigger {}

    /** A person's answer to an APPROVAL. */
    record Answer(String step, boolean approved, String by, String comment) implements Trigger {}

    /** A person wants the saga to go on from this step again. */
    record Retry(String step, String by) implements Trigger {}

    /** A person wants the saga to go on without this step, or without its compensation. */
    record Skip(String step, String by) implements Trigger {}

    /** A person settled by hand what kept the saga from ending. */
    record Resolve(String by, String comment) implements Trigger {}

    /** An attempt went well, forward or backward; also of a sub-saga. */
    record Succeeded(Place place, boolean undo, int attempt, Json output, Spent spent) implements Trigger {}

    /**
     * An attempt went wrong.
     *
     * @param retryAfterMs with RATE_LIMITED: as the agent said
     * @param unheard nobody said that it was not done, and nobody will
     */
    record Failed(
            Place place, boolean undo, int attempt, Failure failure, long retryAfterMs, Spent spent, boolean unheard)
            implements Trigger {
        public Failed(Place place, boolean undo, int attempt, Failure failure, long retryAfterMs, Spent spent) {
            this(place, undo, attempt, failure, retryAfterMs, spent, false);
        }
    }

    /**
     * A budget lets an attempt spend what was asked for.
     *
     * @param capability who is asked instead of whom the definition names; empty for nobody else
     */
    record Granted(Place place, int attempt, String capability) implements Trigger {}

    /** A budget asks a person whether an attempt may spend, until then. */
    record Held(Place place, int attempt, long untilMs) implements Trigger {}

    /** Something that the saga waits for may be due. */
    record TimedOut() implements Trigger {}
}
