package dev.swarmlog.bench.registry;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Memory;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.Pauses;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.registry.RegistryService;
import java.time.Duration;

/**
 * What an agent costs in heap: all that a registry holds of it, which is the processor's map, the store behind it, its
 * deadline, and the index for queries. The broker runs in the same process and holds records in files, not on the heap.
 */
final class MemoryPart implements Part {
    private static final String PREFIX = "memory-";
    /** They beat once, and are not to be dead before all have. */
    private static final int HEARTBEAT_MS = 30_000;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Scale scale;

    MemoryPart(Scale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        int agents = scale.agentsMany();
        try (ServiceRun registry = ServiceRun.start(ground, PREFIX, RegistryService::service)) {
            // classes, buffers and whatever else comes with the first agents is not theirs
            join(ground, registry, 1);
            long before = Memory.heapBytes();
            join(ground, registry, agents);
            findings.figure("bytes_per_agent", (double) (Memory.heapBytes() - before) / agents);
        }
        findings.limit("bytes_per_agent_max", 5_000);
        findings.setting("agents_many", agents);
    }

    private static void join(Ground ground, ServiceRun registry, int agents) throws InterruptedException {
        try (Herd herd = new Herd(ground.bootstrapServers(), registry.wire(), agents, HEARTBEAT_MS)) {
            herd.register();
            Pauses.until(
                    "all agents are registered", PATIENCE, () -> registry.gauged("swarmlog.registry.agents") >= agents);
            herd.send(agents);
            herd.flush();
            Pauses.until(
                    "all agents are healthy",
                    PATIENCE,
                    () -> registry.gauged("swarmlog.registry.agents", "state", "HEALTHY") >= agents);
        }
    }
}
