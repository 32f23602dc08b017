package dev.swarmlog.bench.saga;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Memory;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.bench.crew.Producers;
import dev.swarmlog.saga.SagaService;

/**
 * What a saga costs in memory while an agent works for it: on the heap, and outside of it, where RocksDB keeps
 * what it has not written yet and blocks that it read. There is no router, so what comes to be is the engine's.
 */
final class MemoryPart implements Part {
    private static final String PREFIX = "memory-";
    private static final double MIB = 1 << 20;

    private final SagaScale scale;

    MemoryPart(SagaScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        try (ServiceRun engine = ServiceRun.start(ground, PREFIX, SagaService::service);
                Starter starter = new Starter(
                        Producers.patient(ground.bootstrapServers()),
                        engine.wire(),
                        Kind.STRICT.definitionName(),
                        Starter.NOBODY)) {
            Stage.deploy(ground, engine.wire(), Kind.STRICT.definition());
            // classes, buffers and whatever else comes with the first sagas is not theirs
            Crowd.gather(starter, engine, 1_000);
            double heapBefore = Memory.heapBytes();
            double nativeBefore = Memory.nativeBytes();
            Crowd.gather(starter, engine, scale.held());
            double heap = Memory.heapBytes() - heapBefore;
            double outside = Math.max(0, Memory.nativeBytes() - nativeBefore);
            findings.figure("bytes_per_saga", (heap + outside) / scale.held());
            findings.figure("heap_bytes_per_saga", heap / scale.held());
            findings.figure("engine_mib", (heap + outside) / MIB);
            findings.figure("engine_native_mib", outside / MIB);
        }
        findings.limit("engine_mib_max", 1_024);
        findings.setting("held", scale.held());
    }
}
