package dev.swarmlog.agent.host;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads for handlers: a virtual one for each run where the JDK has them (21 and later), else a bounded pool. */
final class HandlerThreads {
    private HandlerThreads() {}

    static ExecutorService open(int platformThreadsMax) {
        MethodHandle virtual;
        try {
            virtual = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
        } catch (NoSuchMethodException | IllegalAccessException beforeJdk21) {
            return platform(platformThreadsMax);
        }
        try {
            return (ExecutorService) virtual.invokeExact();
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Its queue holds what agents admitted beyond the threads; they are bounded by their own places. */
    static ExecutorService platform(int threadsMax) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threadsMax, threadsMax, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "swarmlog-handler-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
