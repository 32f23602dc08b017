package dev.swarmlog.saga.core.state;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.state.StepState.Awaiting;
import dev.swarmlog.saga.core.state.StepState.BackingOff;
import dev.swarmlog.saga.core.state.StepState.Done;
import dev.swarmlog.saga.core.state.StepState.Failed;
import dev.swarmlog.saga.core.state.StepState.Mapping;
import dev.swarmlog.saga.core.state.StepState.Running;
import dev.swarmlog.saga.core.state.StepState.Skipped;
import dev.swarmlog.saga.core.state.StepState.UndoBackingOff;
import dev.swarmlog.saga.core.state.StepState.UndoFailed;
import dev.swarmlog.saga.core.state.StepState.Undoing;
import dev.swarmlog.saga.core.state.StepState.Undone;
import dev.swarmlog.saga.core.state.StepState.Waiting;

/**
 * What a fact makes of one step or element. A fact that does not fit the state was not decided by the machine: it throws.
 *
 * @param order of what is done next in the saga
 */
public record Move(StepState from, long atMs, long order) {

    public StepState started(Fact.AttemptStarted fact) {
        return new Running(begun(fact.attempt()), atMs, fact.dueMs());
    }

    public StepState started(Fact.WaitStarted fact) {
        return new Awaiting(begun(fact.attempt()), atMs, fact.dueMs());
    }

    /** Again for the same attempt: it takes longer. */
    public StepState asked(Fact.ReservationAsked fact) {
        return new Awaiting(begun(fact.attempt()), sinceMs(), fact.dueMs());
    }

    public StepState opened() {
        return new Mapping(from.tries().afresh(), atMs);
    }

    public StepState succeeded(Fact.AttemptSucceeded fact) {
        Tries tries = from.tries();
        boolean current = underWay() && tries.attempt() == fact.attempt();
        if (!current && !tries.doubts().contains(fact.attempt())) {
            throw misfit("success of attempt " + fact.attempt());
        }
        return new Done(
                fact.attempt(),
                tries.attempt(),
                fact.output(),
                order,
                fact.spent().agentId(),
                sinceMs(),
                atMs);
    }

    public StepState failed(Fact.AttemptFailed fact) {
        Tries tries = from.tries();
        if (tries.doubts().contains(fact.attempt())) {
            // it counted when it came into doubt
            tries = tries.settled(fact.attempt());
        } else {
            if (!underWay() || tries.attempt() != fact.attempt()) {
                tries = begun(fact.attempt());
            }
            tries = fact.failure().kind() == Failure.Kind.RATE_LIMITED ? tries.putOff() : tries.failed();
        }
        tries = switch (fact.aftermath()) {
            case NOTHING, UNHEARD -> tries;
            case IN_DOUBT -> tries.doubting();
            case DONE ->
                tries.having(new Done(
                        fact.attempt(),
                        tries.attempt(),
                        Json.NULL,
                        order,
                        fact.spent().agentId(),
                        sinceMs(),
                        atMs));
        };
        return fact.retryAtMs() > 0
                ? new BackingOff(tries, fact.failure(), fact.retryAtMs())
                : new Failed(tries, fact.failure(), atMs);
    }

    public StepState settled(int attempt) {
        return having(from.tries().settled(attempt));
    }

    /** All elements of a MAP are over, few enough of them in vain. */
    public StepState succeeded(Json output) {
        if (!(from instanceof Mapping mapping)) {
            throw misfit("success as a whole");
        }
        return new Done(
                mapping.tries().attempt(), mapping.tries().attempt(), output, order, "", mapping.sinceMs(), atMs);
    }

    public StepState failed(Failure failure) {
        return switch (from) {
            case Waiting waiting -> new Failed(waiting.tries(), failure, atMs);
            case Mapping mapping -> new Failed(mapping.tries(), failure, atMs);
            case BackingOff backingOff -> new Failed(backingOff.tries(), failure, atMs);
            case Failed failed -> failed;
            case Running running -> throw misfit("failure as a whole");
            case Awaiting awaiting -> throw misfit("failure as a whole");
            case Done done -> throw misfit("failure as a whole");
            case Skipped skipped -> throw misfit("failure as a whole");
            case Undoing undoing -> throw misfit("failure as a whole");
            case UndoBackingOff backingOff -> throw misfit("failure as a whole");
            case UndoFailed undoFailed -> throw misfit("failure as a whole");
            case Undone undone -> throw misfit("failure as a whole");
        };
    }

    public StepState skipped(String why, String by) {
        if (underWay() || from.settled()) {
            throw misfit("skip");
        }
        return new Skipped(from.tries(), why, by, atMs);
    }

    /**
     * A person has it begin again.
     *
     * @param attempts how many there were at its elements, if it has any
     */
    public StepState reset(int attempts) {
        Tries tries = from.tries().afresh();
        return new Waiting(new Tries(Math.max(tries.attempt(), attempts), 0, 0, tries.doubts(), from.standing()));
    }

    /** Nothing begins any more: what waited to does not wait. */
    public StepState turned(Failure cause) {
        return switch (from) {
            case BackingOff backingOff -> new Failed(backingOff.tries(), backingOff.failure(), atMs);
            case Mapping mapping -> new Failed(mapping.tries(), cause, atMs);
            default -> from;
        };
    }

    public StepState undoStarted(Fact.UndoStarted fact) {
        return new Undoing(standing(), undoTries().begin(fact.attempt()), atMs, fact.dueMs());
    }

    public StepState undoFailed(Fact.UndoFailed fact) {
        Tries tries =
                from instanceof Undoing undoing ? undoing.undo() : undoTries().begin(fact.attempt());
        tries = fact.failure().kind() == Failure.Kind.RATE_LIMITED ? tries.putOff() : tries.failed();
        return fact.retryAtMs() > 0
                ? new UndoBackingOff(standing(), tries, fact.failure(), fact.retryAtMs())
                : new UndoFailed(standing(), tries, fact.failure());
    }

    /**
     * It is undone, or need not be.
     *
     * @param by the person who says so; empty where it was undone
     */
    public StepState undone(String by) {
        return new Undone(standing(), by, atMs);
    }

    /** Of a MAP whose elements are all undone. */
    public StepState undoneInParts(String by) {
        Done done = from.standing();
        return new Undone(
                done == null ? new Done(0, from.tries().attempt(), Json.NULL, order, "", atMs, atMs) : done, by, atMs);
    }

    /** In another saga: what is under way here is not there. */
    public StepState restored() {
        return switch (from) {
            case Running running -> new Waiting(running.tries().withoutDoubts());
            case Awaiting awaiting -> new Waiting(awaiting.tries());
            case BackingOff backingOff -> new Waiting(backingOff.tries().withoutDoubts());
            case Waiting waiting -> having(waiting.tries().withoutDoubts());
            case Failed failed -> having(failed.tries().withoutDoubts());
            case Skipped skipped -> having(skipped.tries().withoutDoubts());
            case Undoing undoing -> undoing.done();
            case UndoBackingOff backingOff -> backingOff.done();
            case Mapping mapping -> mapping;
            case Done done -> done;
            case UndoFailed undoFailed -> undoFailed.done();
            case Undone undone -> undone;
        };
    }

    /** The clock stood still for so long. What agents work on went on meanwhile. */
    public StepState shifted(long byMs) {
        return switch (from) {
            case Awaiting(Tries tries, long sinceMs, long dueMs)
            when dueMs > 0 -> new Awaiting(tries, sinceMs, dueMs + byMs);
            case BackingOff(Tries tries, Failure failure, long retryAtMs) ->
                new BackingOff(tries, failure, retryAtMs + byMs);
            case UndoBackingOff(Done done, Tries tries, Failure failure, long retryAtMs) ->
                new UndoBackingOff(done, tries, failure, retryAtMs + byMs);
            default -> from;
        };
    }

    /** From Failed only a person has it begin again, and then nothing counts that was before. */
    private Tries begun(int attempt) {
        return switch (from) {
            case Waiting waiting -> waiting.tries().begin(attempt);
            case BackingOff backingOff -> backingOff.tries().begin(attempt);
            case Failed failed -> failed.tries().afresh().begin(attempt);
            case Awaiting(Tries tries, long sinceMs, long dueMs) when tries.attempt() == attempt -> tries;
            default -> throw misfit("attempt " + attempt);
        };
    }

    private Tries undoTries() {
        return switch (from) {
            case UndoBackingOff backingOff -> backingOff.undo();
            case UndoFailed failed -> failed.undo().afresh();
            case Undoing undoing -> throw misfit("another attempt to undo it");
            default -> Tries.NONE;
        };
    }

    private Done standing() {
        Done standing = from.standing();
        if (standing == null) {
            throw misfit("undoing");
        }
        return standing;
    }

    private StepState having(Tries tries) {
        return switch (from) {
            case Waiting waiting -> new Waiting(tries);
            case Running running -> new Running(tries, running.sinceMs(), running.dueMs());
            case Awaiting awaiting -> new Awaiting(tries, awaiting.sinceMs(), awaiting.dueMs());
            case BackingOff backingOff -> new BackingOff(tries, backingOff.failure(), backingOff.retryAtMs());
            case Failed failed -> new Failed(tries, failed.failure(), failed.atMs());
            case Skipped skipped -> new Skipped(tries, skipped.why(), skipped.by(), skipped.atMs());
            default -> throw misfit("other tries");
        };
    }

    private boolean underWay() {
        return from instanceof Running || from instanceof Awaiting;
    }

    private long sinceMs() {
        return switch (from) {
            case Running running -> running.sinceMs();
            case Awaiting awaiting -> awaiting.sinceMs();
            default -> atMs;
        };
    }

    private IllegalStateException misfit(String what) {
        return new IllegalStateException(what + " does not fit " + from);
    }
}
