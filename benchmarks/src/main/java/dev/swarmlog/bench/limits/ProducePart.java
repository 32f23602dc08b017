package dev.swarmlog.bench.limits;

import dev.swarmlog.bench.CpuTime;
import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.crew.Producers;
import java.util.concurrent.TimeUnit;

/** How many records one producer brings to the broker. */
final class ProducePart implements Part {
    /** As many as its buffer has room for. */
    private static final int WINDOW = 250_000;

    private final LimitsScale scale;

    ProducePart(LimitsScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "produce";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        scale.tell(findings);
        Lane lane = Lane.make(ground, name());
        try (Records records = new Records(Producers.patient(ground.bootstrapServers()), lane.input());
                Load load = Load.asFastAsTaken(records, records::acknowledged, WINDOW, 0)) {
            scale.warmUp().await();
            long begin = System.nanoTime();
            double cpuBegin = CpuTime.ofAll();
            long before = records.acknowledged();
            TimeUnit.SECONDS.sleep(scale.seconds());
            long came = records.acknowledged() - before;
            findings.figure("raw_produce_per_s", came * 1e9 / (System.nanoTime() - begin));
            findings.figure("raw_produce_cpu_all_us", (CpuTime.ofAll() - cpuBegin) / 1e3 / Math.max(1, came));
            load.sent();
        }
    }
}
