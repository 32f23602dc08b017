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

    /** Kept until a step waits for it. */
    record SignalReceived(String signal, Json payload) implements Fact {}

    /** The elements that a MAP works on. */
    record ListOpened(int step, List<Json> items) implements Fact {}

    /** @param dueMs when it counts as failed, or, of a timer, as done; 0 means never */
    record AttemptStarted(Place place, int attempt, Json input, long dueMs) implements Fact {}

    record AttemptSucceeded(Place place, int attempt, Json output, Spent spent) implements Fact {}

    /** @param retryAtMs when the next attempt begins; 0 means that there is none */
    record AttemptFailed(Place place, int attempt, Failure failure, Spent spent, long retryAtMs) implements Fact {}

    /** All elements of a MAP ended, and few enough of them failed. Every other step succeeds with its attempt. */
    record StepSucceeded(int step, Json output) implements Fact {}

    record StepFailed(int step, Failure failure) implements Fact {}

    /** @param by the person who said so; empty where its condition or its predecessors did */
    record StepSkipped(int step, String why, String by) implements Fact {}

    /** A person had the saga go back to before this step; what came behind it is forgotten as well. */
    record StepReset(int step, String by) implements Fact {}

    /**
     * From here on the saga is undone.
     *
     * @param waves the steps that will be undone: those of one wave together, wave after wave
     */
    record CompensationStarted(Failure cause, List<List<Integer>> waves) implements Fact {}

    record UndoStarted(Place place, int attempt, Json input, long dueMs) implements Fact {}

    record UndoSucceeded(Place place, int attempt, Spent spent) implements Fact {}

    record UndoFailed(Place place, int attempt, Failure failure, Spent spent, long retryAtMs) implements Fact {}

    /** A person says that this need not be undone, or was by hand. */
    record UndoSkipped(int step, String by) implements Fact {}

    /** Nothing goes on without a person. @param step negative where none is to blame */
    record AttentionNeeded(int step, String why) implements Fact {}

    /** A person said how to go on; what that is follows as further facts. */
    record AttentionGiven(String by, String comment) implements Fact {}

    record Ended(Ending ending, Json output, @Nullable Failure cause) implements Fact {}
}
