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
 * Who waits for what: in Running somebody works, in Awaiting the saga itself waits for a signal, a person or a moment, in
 * Mapping for its elements.
 */
public sealed interface StepState {
    StepState WAITING = new Waiting(Tries.NONE);

    record Waiting(Tries tries) implements StepState {}

    /** @param dueMs when the attempt counts as failed; 0 means never */
    record Running(Tries tries, long sinceMs, long dueMs) implements StepState {}

    /** @param dueMs when it is over: a timer is done then, anything else failed; 0 means never */
    record Awaiting(Tries tries, long sinceMs, long dueMs) implements StepState {}

    record BackingOff(Tries tries, Failure failure, long retryAtMs) implements StepState {}

    /** Its {@link Elements} say how far it is. */
    record Mapping(Tries tries, long sinceMs) implements StepState {}

    /** @param order how many steps and elements of the saga were done before */
    record Done(int attempt, Json output, long order, String agentId, long sinceMs, long atMs) implements StepState {}

    record Failed(Tries tries, Failure failure, long atMs) implements StepState {}

    /** @param by the person who said so; empty where the definition did */
    record Skipped(Tries tries, String why, String by, long atMs) implements StepState {}

    record Undoing(Done done, Tries tries, long sinceMs, long dueMs) implements StepState {}

    record UndoBackingOff(Done done, Tries tries, Failure failure, long retryAtMs) implements StepState {}

    record UndoFailed(Done done, Tries tries, Failure failure) implements StepState {}

    /** @param by the person who said that it need not be; empty where it was undone */
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
            case Done done -> Tries.from(done.attempt);
            case Undoing undoing -> Tries.from(undoing.done.attempt);
            case UndoBackingOff backingOff -> Tries.from(backingOff.done.attempt);
            case UndoFailed failed -> Tries.from(failed.done.attempt);
            case Undone undone -> Tries.from(undone.done.attempt);
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

    /** Forward, nothing more will come of it. */
    default boolean settled() {
        return this instanceof Done || this instanceof Skipped;
    }
}
