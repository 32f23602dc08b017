package dev.swarmlog.bench.saga;

import com.sun.management.OperatingSystemMXBean;
import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Memory;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.bench.crew.Producers;
import dev.swarmlog.saga.SagaService;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** What sagas cost that wait for a timer and for nothing else: processor time of the process with them, and without any. */
final class SleepPart implements Part {
    private static final String PREFIX = "sleep-";
    private static final String DEFINITION = "bench-asleep";
    private static final String SOURCE = String.join(
            "\n",
            "apiVersion: swarmlog.dev/v1",
            "kind: Saga",
            "metadata: {name: " + DEFINITION + ", version: 1.0.0}",
            "steps:",
            "  sleep: {kind: TIMER, delay: 30d}");
    private static final int SETTLING_SECONDS = 10;

    private final SagaScale scale;

    SleepPart(SagaScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "sleep";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        try (ServiceRun engine = ServiceRun.start(ground, PREFIX, SagaService::service);
                Starter starter = new Starter(
                        Producers.patient(ground.bootstrapServers()), engine.wire(), DEFINITION, Starter.NOBODY)) {
            Stage.deploy(ground, engine.wire(), SOURCE);
            Crowd.gather(starter, engine, 1_000);
            double before = Memory.heapBytes();
            findings.figure("idle_cpu_percent_none", idlePercent());
            long begin = System.nanoTime();
            Crowd.gather(starter, engine, scale.asleep());
            findings.figure("put_to_sleep_per_s", scale.asleep() * 1e9 / (System.nanoTime() - begin));
            findings.figure("idle_cpu_percent_asleep", idlePercent());
            findings.figure("heap_bytes_per_sleeping", (Memory.heapBytes() - before) / scale.asleep());
        }
        findings.setting("asleep", scale.asleep());
    }

    /** Of one processor, by everything in this process but the compiler's last efforts. */
    private double idlePercent() throws InterruptedException {
        TimeUnit.SECONDS.sleep(Math.min(SETTLING_SECONDS, scale.seconds()));
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long used = system.getProcessCpuTime();
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(scale.seconds());
        return 100.0 * (system.getProcessCpuTime() - used) / (System.nanoTime() - begin);
    }
}
