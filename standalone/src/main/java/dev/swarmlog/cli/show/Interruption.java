package dev.swarmlog.cli.show;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in its own way on Ctrl-C or SIGTERM: the signal ends the waiting, the command puts everything away and
 * says what came of it, and the process ends with the command's exit code. A second signal, or forty seconds, cut it off.
 *
 * <p>Not by a shutdown hook: once one runs, the exit code is the signal's, and to halt with another one leaves behind what
 * libraries delete at the end (native code in temporary files). {@code sun.misc.Signal} is the JDK's only other way; it is
 * reached by reflection, because the compiler warns of its name.
 */
public final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int CUT_OFF = 130;
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private final CountDownLatch asked = new CountDownLatch(1);
    private final Map<Object, Object> handlersBefore = new HashMap<>();

    private Interruption() {}

    public static Interruption watch() {
        Interruption interruption = new Interruption();
        for (String signal : SIGNALS) {
            interruption.listenTo(signal);
        }
        return interruption;
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
        handlersBefore.forEach(Interruption::handle);
    }

    private void listenTo(String name) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler came = (proxy, method, arguments) -> {
                come();
                return null;
            };
            Object signal = Class.forName("sun.misc.Signal")
                    .getConstructor(String.class)
                    .newInstance(name);
            Object before =
                    handle(signal, Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, came));
            handlersBefore.put(signal, before);
        } catch (ReflectiveOperationException | IllegalStateException e) {
            // A platform without this signal, or a JVM that leaves signals alone: then it ends the process, as ever.
            return;
        }
    }

    private static Object handle(Object signal, Object handler) {
        try {
            return signal.getClass()
                    .getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"))
                    .invoke(null, signal, handler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private void come() {
        if (hasCome()) {
            Runtime.getRuntime().halt(CUT_OFF);
        }
        asked.countDown();
        Thread.ofPlatform().daemon().name("swarmlog-patience").start(Interruption::cutOff);
    }

    private static void cutOff() {
        try {
            Thread.sleep(PATIENCE);
            Runtime.getRuntime().halt(CUT_OFF);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
