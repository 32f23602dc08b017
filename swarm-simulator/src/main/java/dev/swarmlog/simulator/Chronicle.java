package dev.swarmlog.simulator;

import dev.swarmlog.agent.host.StolenTime;
import dev.swarmlog.simulator.core.ledger.Totals;
import dev.swarmlog.v1.AgentState;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Writes down each second of a run, on a thread of its own, so that it depends on nobody who looks on. */
final class Chronicle implements AutoCloseable {
    private static final long SECOND_MS = 1_000;

    private final Supplier<Sample> samples;
    private final Latencies latencies;
    private final List<Report.Second> seconds = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private final long startNanos = System.nanoTime();
    private final StolenTime stolen = new StolenTime();
    private Totals before = Totals.NOTHING;
    private long cpuNanosBefore = cpuNanos();
    private long nanosBefore = startNanos;

    /** How things stand at one moment. */
    record Sample(Totals totals, Map<AgentState, Integer> agents, int ailing, Map<String, Long> lag) {}

    Chronicle(Supplier<Sample> samples, Latencies latencies) {
        this.samples = samples;
        this.latencies = latencies;
        this.thread = Thread.ofPlatform().name("swarmlog-chronicle").daemon().start(this::run);
    }

    private void run() {
        try {
            for (long second = 1; ; second++) {
                long leftNanos = startNanos + second * SECOND_MS * 1_000_000 - System.nanoTime();
                if (closing.await(leftNanos, TimeUnit.NANOSECONDS)) {
                    write();
                    return;
                }
                write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        Sample now = samples.get();
        Latencies.Figures figures = latencies.recent();
        long nanos = System.nanoTime();
        long cpu = cpuNanos();
        Runtime heap = Runtime.getRuntime();
        synchronized (seconds) {
            seconds.add(new Report.Second(
                    (nanos - startNanos) / 1_000_000,
                    now.totals.accepted() - before.accepted(),
                    now.totals.replied() - before.replied(),
                    now.totals.open(),
                    figures,
                    now.agents,
                    now.ailing,
                    now.lag,
                    (cpu - cpuNanosBefore) / (double) Math.max(1, nanos - nanosBefore),
                    stolen.share().orElse(0),
                    (heap.totalMemory() - heap.freeMemory()) >> 20));
        }
        before = now.totals;
        cpuNanosBefore = cpu;
        nanosBefore = nanos;
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getProcessCpuTime()
                : 0;
    }

    List<Report.Second> seconds() {
        synchronized (seconds) {
            return List.copyOf(seconds);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
