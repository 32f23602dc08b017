package dev.swarmlog.standalone.processes;

import dev.swarmlog.standalone.processes.FaultScript.Step;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A script that is played beside something else. Closing it ends it, when everybody who was hit is back. */
public final class FaultPlay implements AutoCloseable {
    private final Map<String, Runnable> open = new HashMap<>();
    private final Teller teller;
    private final Thread thread;
    private volatile @Nullable Exception failure;

    /** Told of what is done to whom. */
    @FunctionalInterface
    public interface Teller {
        /** It is done now; what comes back is to be told when it is over. */
        Runnable begins(String what, String who);
    }

    private FaultPlay(ProcessPlatform platform, FaultScript script, Teller teller) {
        this.teller = teller;
        this.thread = Thread.ofPlatform().name("swarmlog-faults").start(() -> play(platform, script));
    }

    public static FaultPlay begin(ProcessPlatform platform, FaultScript script, Teller teller) {
        return new FaultPlay(platform, script, teller);
    }

    private void play(ProcessPlatform platform, FaultScript script) {
        try {
            platform.play(script, this::tell);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            failure = e;
        } finally {
            open.values().forEach(Runnable::run);
        }
    }

    private void tell(Step step) {
        String who = step.part().name().toLowerCase(Locale.ROOT) + "-" + (step.number() + 1);
        switch (step.verb()) {
            case KILL -> open.put(who, teller.begins("kill -9", who));
            case STOP -> open.put(who, teller.begins("SIGSTOP", who));
            case START, CONTINUE -> {
                Runnable over = open.remove(who);
                if (over != null) {
                    over.run();
                }
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Exception broken = failure;
        if (broken != null) {
            throw new IllegalStateException("the faults broke off: " + broken.getMessage(), broken);
        }
    }
}
