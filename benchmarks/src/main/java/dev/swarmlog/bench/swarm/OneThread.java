package dev.swarmlog.bench.swarm;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The processor time of the thread that asks: what one core does, whatever else the machine does. */
final class OneThread {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private OneThread() {}

    static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }
}
