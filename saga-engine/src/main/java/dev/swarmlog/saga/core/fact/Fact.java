package dev.swarmlog.saga.core.fact;

import dev.swarmlog.saga.core.definition.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that a saga did. A decision makes one or more of them, at one moment. */
public sealed interface Fact {

    /** Always the first of a saga, but for one that {@link Restored} begins. */
    record Started(
            String name,
            String version,
            String definitionHash,
            Json input,
            long deadlineMs,
            Map<String, String> tags,
            Requester requester,
            Parent parent)
            implements Fact {}

    /** The first of a saga that goes on from an earlier moment of another: that one's history up to then was applied. */
    record Restored(String originId, long originVersion, Requester requester) implements Fact {}

    record Paused(String by, String reason) implements Fact {}

    record Resumed(String by) implements Fact {}

    record CancelRequested(String by, String reason) implements Fact {}

    /** Of a sub-saga: it was completed, and is undone because its parent is. */
    record Reopened(Parent parent) implements Fact {}

    /**
     * Kept until a step waits for it.
     *
     * @param id by which a repetition is known
     */
    record SignalReceived(String id, String signal, Json payload) implements Fact {}

    /** The oldest one of this name was what the step waited for; what it says follows as the step's success. */
    record SignalTaken(int step, String signal) implements Fact {}

    /** The elements that a MAP works on. */
    record ListOpened(int step, List<Json> items) implements Fact {}

    /**
     * The saga itself waits: for a signal, a person, or a moment.
     *
     * @param dueMs when it is over; 0 means never
     */
    record WaitStarted(int step, int attempt, Json question, long dueMs) implements Fact {}

    /**
     * A budget was asked whether this attempt may spend. Again of the same attempt: a person is asked, which takes longer.
     *
     * @param dueMs when it counts as failed
     */
    record ReservationAsked(Place place, int attempt, long dueMs) implements Fact {}

    /**
     * An agent or another saga was asked.
     *
     * @param capability of who is asked instead of whom the definition names, because a budget says so; else empty
     * @param dueMs when it counts as failed; 0 means never
     */
    record AttemptStarted(Place place, int attempt, String capability, Json input, long dueMs) implements Fact {}

    record AttemptSucceeded(Place place, int attempt, Json output, Spent spent) implements Fact {}

    /**
     * Its answer was a failure, or came too late, or was not waited for any more.
     *
     * @param retryAtMs when the next attempt begins; 0 means that there is none
     */
    record AttemptFailed(Place place, int attempt, Failure failure, Aftermath aftermath, Spent spent, long retryAtMs)
            implements Fact {}

    /** An attempt that was in doubt did nothing. */
    record AttemptSettled(Place place, int attempt) implements Fact {}

    /** All elements of a MAP ended, and few enough of them failed. Every other step succeeds with its attempt. */
    record StepSucceeded(int step, Json output) implements Fact {}

    record StepFailed(int step, Failure failure) implements Fact {}

    /**
     * It is not done. What follows on it is not either, unless a person said so: then it goes on without.
     *
     * @param by the person; empty where the definition said so
     */
    record StepSkipped(int step, String why, String by) implements Fact {}

    /** A person had the saga go back to before this step; what came behind it is forgotten as well. */
    record StepReset(int step, String by) implements Fact {}

    /**
     * The saga will be undone. Nothing begins any more, and all that ran is told to stop.
     *
     * @param step the one to blame; negative where none is
     * @param settleByMs when a person is asked for what nobody answers; 0 means never
     */
    record Turned(int step, Failure cause, Ending towards, long settleByMs) implements Fact {}

    /** The pivot that was told to stop was done after all: nothing is undone, and the saga goes forward again. */
    record TurnedBack(int pivot) implements Fact {}

    /**
     * Nothing is in doubt any more, and undoing begins.
     *
     * @param waves the steps that will be undone: those of one wave together, wave after wave
     */
    record CompensationStarted(Failure cause, List<List<Integer>> waves) implements Fact {}

    record UndoStarted(Place place, int attempt, Json input, long dueMs) implements Fact {}

    record UndoSucceeded(Place place, int attempt, Spent spent) implements Fact {}

    /**
     * As {@link AttemptFailed}, on the way back.
     *
     * @param aftermath UNHEARD where nobody answered
     */
    record UndoFailed(Place place, int attempt, Failure failure, Aftermath aftermath, Spent spent, long retryAtMs)
            implements Fact {}

    /** A person says that this need not be undone, or was by hand. */
    record UndoSkipped(int step, String by) implements Fact {}

    /**
     * Nothing goes on without a person.
     *
     * @param step negative where none is to blame
     */
    record AttentionNeeded(int step, String why) implements Fact {}

    /** How to go on is known now, by a person or by a late answer; what that is follows as further facts. */
    record AttentionGiven(int step, String by, String comment) implements Fact {}

    record Ended(Ending ending, Json output, @Nullable Failure cause) implements Fact {}
}
