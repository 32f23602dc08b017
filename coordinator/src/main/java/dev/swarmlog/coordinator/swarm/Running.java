package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.coordinator.core.colony.Colony;
import dev.swarmlog.v1.SwarmCommand;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Mutable: a swarm of a task that has not ended, and what is under way for it. */
final class Running {
    /** Who started it, how and when. */
    final SwarmCommand start;

    final Colony colony;
    States.Written written;
    long shownMs;
    long framedMs;
    int restartsTold;
    long stepsCounted;

    /** Of one whose work agents do: it is not as it was written. */
    boolean dirty;

    /** What the router last said to it while no agent could be asked. */
    String refusal = "";

    private long stepsWritten = -1;
    private long pacedMs;

    /** When this life of its task took it up. */
    final long sinceMs;

    private @Nullable CompletableFuture<Void> slice;

    Running(SwarmCommand start, Colony colony, States.Written written, long nowMs) {
        this.start = start;
        this.colony = colony;
        this.written = written;
        restartsTold = colony.restarts();
        stepsCounted = colony.steps();
        pacedMs = nowMs;
        sinceMs = nowMs;
    }

    String id() {
        return start.getSwarmId();
    }

    /** Whether its colony may be looked at. */
    boolean isAtRest() {
        return slice == null || slice.isDone();
    }

    /** What a step threw; null where all is well. */
    @Nullable
    Throwable broken() {
        if (slice == null || !slice.isCompletedExceptionally()) {
            return null;
        }
        try {
            slice.join();
            return null;
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    /** Waits for its slice, which is short. */
    void settle() {
        if (slice != null) {
            slice.handle((done, broken) -> null).join();
        }
    }

    boolean hasMoved() {
        return colony.steps() != stepsWritten;
    }

    void wrote(States.Written what) {
        written = what;
        stepsWritten = colony.steps();
    }

    /** Has the next steps made, as many as are due. */
    void goOn(Slices slices, long nowMs) {
        long stepMs = colony.definition().stepMs();
        long due = stepMs == 0 ? Long.MAX_VALUE : (nowMs - pacedMs) / stepMs;
        if (due > 0) {
            pacedMs = stepMs == 0 ? nowMs : pacedMs + due * stepMs;
            slice = slices.run(colony, due);
        }
    }
}
