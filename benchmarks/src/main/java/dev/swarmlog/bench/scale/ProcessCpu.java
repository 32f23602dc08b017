package dev.swarmlog.bench.scale;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What of the processor processes had used at one moment, in nanoseconds; the load is what ours used. */
record ProcessCpu(long atNanos, Map<String, Long> nanos) {
    static final String LOAD = "load";

    static ProcessCpu of(Map<String, ProcessHandle> processes) {
        Map<String, Long> nanos = new LinkedHashMap<>();
        processes.forEach((role, process) -> nanos.put(
                role, process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L)));
        nanos.put(LOAD, ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime());
        return new ProcessCpu(System.nanoTime(), nanos);
    }

    /** Microseconds of each since the moment before, by what came meanwhile. */
    Map<String, Double> microsSince(ProcessCpu before, double came) {
        Map<String, Double> micros = new LinkedHashMap<>();
        nanos.forEach((role, now) -> micros.put(role, (now - before.nanos.getOrDefault(role, 0L)) / 1e3 / came));
        return micros;
    }

    double secondsSince(ProcessCpu before) {
        return (atNanos - before.atNanos) / 1e9;
    }
}
