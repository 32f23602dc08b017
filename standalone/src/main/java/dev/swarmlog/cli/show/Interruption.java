package dev.swarmlog.cli.show;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in its own way on Ctrl-C or SIGTERM: the signal ends the waiting, the command puts everything away and
 * says what came of it, and only then the process ends, with the command's exit code. What takes too long is cut off.
 */
public final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** Signals come to the process as a whole, and so does its end. */
    private static final CountDownLatch OVER = new CountDownLatch(1);

    private static volatile int exitCode = 1;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final Thread hook = new Thread(this::endTheProcess, "swarmlog-interruption");

    private Interruption() {}

    public static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Ends the process, also when a signal is about to end it already. */
    public static void exit(int code) {
        exitCode = code;
        OVER.countDown();
        System.exit(code);
    }

    /** Waits; true when somebody wants it to end. */
    public boolean comesWithin(Duration time) throws InterruptedException {
        return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    public boolean hasCome() {
        return asked.getCount() == 0;
    }

    @Override
    public void close() {
        if (!hasCome()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException alreadyEnding) {
                // then the hook waits for exit()
            }
        }
    }

    private void endTheProcess() {
        asked.countDown();
        try {
            boolean inTime = OVER.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            Runtime.getRuntime().halt(inTime ? exitCode : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
