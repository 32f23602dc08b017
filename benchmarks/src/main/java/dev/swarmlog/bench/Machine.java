package dev.swarmlog.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Where a figure was measured; without it a figure says nothing. */
final class Machine {
    private static final long MIB = 1 << 20;

    private Machine() {}

    static Map<String, Object> description() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("cores", Runtime.getRuntime().availableProcessors());
        told.put("heap_max_mib", Runtime.getRuntime().maxMemory() / MIB);
        told.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        told.put("jdk", System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
        told.put(
                "load_average",
                Math.round(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() * 10) / 10.0);
        told.put(
                "heap_pools",
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .map(MemoryPoolMXBean::getName)
                        .filter(name -> name.endsWith("Old Gen") || name.endsWith("Gen"))
                        .sorted()
                        .collect(Collectors.joining(", ")));
        return told;
    }
}
