package dev.swarmlog.bench;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A thread that does the same again and again until it is closed. What breaks it off is told to whoever asks after it. */
public final class Loop implements AutoCloseable {
    private final String what;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    /** What is done each time. */
    public interface Turn {
        void take() throws InterruptedException;
    }

    private Loop(String what, String threadName, Turn turn, Runnable end) {
        this.what = what;
        this.thread = Thread.ofPlatform().name(threadName).start(() -> run(turn, end));
    }

    /**
     * Begins at once.
     *
     * @param what it is, for its failure
     * @param end done after the last turn, however it went
     */
    public static Loop start(String what, String threadName, Turn turn, Runnable end) {
        return new Loop(what, threadName, turn, end);
    }

    private void run(Turn turn, Runnable end) {
        try {
            try {
                while (!stopped.get()) {
                    turn.take();
                }
            } finally {
                end.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** Fails where it broke off. */
    public void check() {
        RuntimeException broken = failure;
        if (broken != null) {
            throw new IllegalStateException(what + " broke off: " + broken.getMessage(), broken);
        }
    }

    @Override
    public void close() {
        stopped.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
