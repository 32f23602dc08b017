package dev.swarmlog.bench.saga;

import com.sun.management.OperatingSystemMXBean;
import dev.swarmlog.bench.CpuTime;
import dev.swarmlog.bench.Findings;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** What of the processor each part of the platform used since it began, in nanoseconds. */
record Cost(Map<String, Double> nanos) {
    private static final Map<String, String> ROLES = roles();

    private static Map<String, String> roles() {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("engine", ".*saga-engine.*");
        roles.put("router", ".*router-.*");
        roles.put("load", "bench-(load|tap).*|kafka-producer-network-thread \\| producer-\\d+");
        roles.put("broker", "data-plane-.*|group-coordinator-.*|.*TxnSenderThread.*|TxnMarkerSenderThread.*");
        return roles;
    }

    static Cost now() {
        Map<String, Double> nanos = new LinkedHashMap<>();
        ROLES.forEach((role, threads) -> nanos.put(role, CpuTime.of(threads)));
        // With the threads of the virtual machine and of RocksDB, which have no names in Java.
        double all = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        nanos.put("all", all);
        return new Cost(nanos);
    }

    /** Tells what each used since the moment before, by what came out meanwhile. */
    void tell(Findings findings, String what, Cost before, double came) {
        nanos.forEach((role, now) ->
                findings.figure(what + "_cpu_us_" + role, (now - before.nanos.getOrDefault(role, 0.0)) / 1e3 / came));
    }
}
