package dev.swarmlog.saga.core.state;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Failure;
import org.jspecify.annotations.Nullable;

/**
 * How far a step is, or one element of a MAP.
 *
 * <pre>
 *                +------------------- begun again ----------------------+
 *                v                                                      |
 *   Waiting --> Running --answered--> Done --> Undoing --> Undone       |
 *      |   \      | ^  \                         | ^ |                  |
 *      |    \     v |   +--------> Failed        v | +--> UndoFailed    |
 *      |     \  BackingOff           |     UndoBackingOff               |
 *      |      +-> Awaiting           |                                  |
 *      |      +-> Mapping            +----------------------------------+
 *      +--> Skipped
 * </pre>
 *
 * Who waits for what: in Running somebody works, in Awaiting the saga itself waits for a signal, a person, a moment, or the word of a budget, in
 * Mapping for its elements.
 */
public sealed interface StepState {
    record Waiting(Tries tries) implements StepState {
        public static final Waiting UNTOUCHED = new Waiting(Tries.NONE);
    }

    /**
     * Somebody works on it.
     *
     * @param dueMs when the attempt counts as failed; 0 means never
     */
    record Running(Tries tries, long sinceMs, long dueMs) implements StepState {}

    /**
     * The saga itself waits.
     *
     * @param dueMs when it is over: a timer is done then, anything else failed; 0 means never
     */
    record Awaiting(Tries tries, long sinceMs, long dueMs) implements StepState {}

    record BackingOff(Tries tries, Failure failure, long retryAtMs) implements StepState {}

    /** Its {@link Elements} say how far it is. */
    record Mapping(Tries tries, long sinceMs) implements StepState {}

    /**
     * It was done, and its output is there for those behind it.
     *
     * @param attempt the one that did it
     * @param last the last one that was begun; a later one than that if its answer came late
     * @param order how many steps and elements of the saga were done before
     */
    record Done(int attempt, int last, Json output, long order, String agentId, long sinceMs, long atMs)
            implements StepState {}

    record Failed(Tries tries, Failure failure, long atMs) implements StepState {}

    /**
     * It is not done, and what comes after does not wait for it.
     *
     * @param by the person who said so; empty where the definition did
     */
    record Skipped(Tries tries, String why, String by, long atMs) implements StepState {}

    /**
     * Somebody undoes it.
     *
     * @param undo the attempts to
     */
    record Undoing(Done done, Tries undo, long sinceMs, long dueMs) implements StepState {}

    record UndoBackingOff(Done done, Tries undo, Failure failure, long retryAtMs) implements StepState {}

    record UndoFailed(Done done, Tries undo, Failure failure) implements StepState {}

    /**
     * It is as if it had never been done.
     *
     * @param by the person who said that it need not be undone; empty where it was
     */
    record Undone(Done done, String by, long atMs) implements StepState {}

    /** Of the attempts forward; those of a step that is done are over. */
    default Tries tries() {
        return switch (this) {
            case Waiting waiting -> waiting.tries;
            case Running running -> running.tries;
            case Awaiting awaiting -> awaiting.tries;
            case BackingOff backingOff -> backingOff.tries;
            case Mapping mapping -> mapping.tries;
            case Failed failed -> failed.tries;
            case Skipped skipped -> skipped.tries;
            case Done done -> Tries.from(done.last);
            case Undoing undoing -> Tries.from(undoing.done.last);
            case UndoBackingOff backingOff -> Tries.from(backingOff.done.last);
            case UndoFailed failed -> Tries.from(failed.done.last);
            case Undone undone -> Tries.from(undone.done.last);
        };
    }

    /** What was done here and, if the saga is undone, has to be; null if nothing was, or it is undone. */
    default @Nullable Done standing() {
        return switch (this) {
            case Done done -> done;
            case Undoing undoing -> undoing.done;
            case UndoBackingOff backingOff -> backingOff.done;
            case UndoFailed failed -> failed.done;
            case Undone undone -> null;
            case Waiting waiting -> waiting.tries.former();
            case Running running -> running.tries.former();
            case Awaiting awaiting -> awaiting.tries.former();
            case BackingOff backingOff -> backingOff.tries.former();
            case Mapping mapping -> mapping.tries.former();
            case Failed failed -> failed.tries.former();
            case Skipped skipped -> skipped.tries.former();
        };
    }

    /** What later steps see of it; null if there is none. */
    default @Nullable Json output() {
        return switch (this) {
            case Done done -> done.output;
            case Undoing undoing -> undoing.done.output;
            case UndoBackingOff backingOff -> backingOff.done.output;
            case UndoFailed failed -> failed.done.output;
            case Undone undone -> undone.done.output;
            case Waiting waiting -> null;
            case Running running -> null;
            case Awaiting awaiting -> null;
            case BackingOff backingOff -> null;
            case Mapping mapping -> null;
            case Failed failed -> null;
            case Skipped skipped -> null;
        };
    }

    /** When something happens to it though nobody calls; 0 means never. In a pause only what others work on goes on. */
    default long dueMs(boolean paused) {
        return switch (this) {
            case Running running -> running.dueMs;
            case Undoing undoing -> undoing.dueMs;
            case Awaiting awaiting -> paused ? 0 : awaiting.dueMs;
            case BackingOff backingOff -> paused ? 0 : backingOff.retryAtMs;
            case UndoBackingOff backingOff -> paused ? 0 : backingOff.retryAtMs;
            case Waiting waiting -> 0;
            case Mapping mapping -> 0;
            case Done done -> 0;
            case Failed failed -> 0;
            case Skipped skipped -> 0;
            case UndoFailed undoFailed -> 0;
            case Undone undone -> 0;
        };
    }

    /** Forward, nothing more will come of it. */
    default boolean settled() {
        return this instanceof Done || this instanceof Skipped;
    }
}
