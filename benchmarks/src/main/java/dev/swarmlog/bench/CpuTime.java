package dev.swarmlog.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** What of the processor was used: it says what a record costs on a machine that does other things too. */
public final class CpuTime {
    private CpuTime() {}

    /** By the threads that process records, since they began; in nanoseconds. */
    public static double ofStreams() {
        return of(".*-StreamThread-\\d+");
    }

    /** By the services, their broker, the load and those who read what comes out; not by compiler and collector. */
    public static double ofAll() {
        return of(".*");
    }

    /** By the threads whose whole name this describes; in nanoseconds. */
    public static double of(String threadNames) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().matches(threadNames)) {
                sum += threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return sum;
    }
}
