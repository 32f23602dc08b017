package dev.swarmlog.agent.host;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How loaded this JVM is, as heartbeats tell it.
 *
 * @param cpu share of the machine's processors, negative when not known
 * @param memory share of the heap's limit
 */
record HostLoad(float cpu, float memory) {
    static HostLoad now() {
        Runtime runtime = Runtime.getRuntime();
        float memory = (float) (runtime.totalMemory() - runtime.freeMemory()) / runtime.maxMemory();
        float cpu = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? (float) system.getProcessCpuLoad()
                : -1.0f;
        return new HostLoad(cpu, memory);
    }
}
