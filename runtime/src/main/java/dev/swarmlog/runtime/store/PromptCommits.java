package dev.swarmlog.runtime.store;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Commits what somebody waits for at once where little goes on, and else when what came together is done, or with the
 * rest in its time where there is always more ({@link Haste}). Mutable, for the thread of one task.
 */
public final class PromptCommits implements AutoCloseable {
    private static final Duration REST = Duration.ofMillis(2);

    private final ProcessorContext<?, ?> context;
    private final Haste haste;
    private @Nullable Cancellable resting;
    private boolean awaited;

    /** @param haste of all tasks of the service */
    public PromptCommits(ProcessorContext<?, ?> context, Haste haste) {
        this.context = context;
        this.haste = haste;
    }

    /** Somebody waits for what was just sent. */
    public void await() {
        awaited = true;
    }

    /** To be called by a {@link CommitHook}. */
    public void committing() {
        haste.commits(System.nanoTime());
    }

    /** A record was worked on. */
    public void worked(long nowMs) {
        haste.worked(System.nanoTime());
        look(nowMs);
    }

    /** To be called whenever something may have been sent that somebody waits for. */
    public void look(long nowMs) {
        long nowNanos = System.nanoTime();
        haste.goesOn(nowNanos);
        if (!awaited) {
            return;
        }
        awaited = false;
        if (haste.mayCommit(nowMs, nowNanos)) {
            context.commit();
        } else if (resting == null) {
            resting = context.schedule(REST, PunctuationType.WALL_CLOCK_TIME, this::commitAtRest);
        }
    }

    private void commitAtRest(long nowMs) {
        if (haste.rests(System.nanoTime())) {
            close();
            context.commit();
        }
    }

    /** Streams goes on punctuating what it closes and initialises anew, unless it is told to stop. */
    @Override
    public void close() {
        if (resting != null) {
            resting.cancel();
            resting = null;
        }
    }
}
