package dev.swarmlog.bench.crew;

import dev.swarmlog.bench.CpuTime;
import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.Pauses;
import dev.swarmlog.bench.WarmUp;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What came out at the far end while messages were submitted as fast as they came out, never more than a window ahead: so
 * what is behind is bounded, and no backlog is mistaken for throughput.
 *
 * @param cpuMicros of the threads that process records, for each that came out
 * @param cpuAllMicros of the whole process, broker, submitter and readers included
 * @param lost what was submitted and never came
 * @param doubled what came more than once
 */
public record Throughput(
        double perSecond,
        double cpuMicros,
        double cpuAllMicros,
        double lagBegin,
        double lagEnd,
        double lost,
        double doubled) {
    /** Half a second of what is hoped for: more would hide a router that falls behind, less would starve it. */
    private static final int WINDOW = 100_000;

    /** Measured for less, what is left under way at the end would take longer than the measurement. */
    private static final int FULL_WINDOW_SECONDS = 5;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Whatever comes later than this after the one before it is lost. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /**
     * How long it is measured.
     *
     * @param window how many may be under way at most
     */
    public record Span(WarmUp warmUp, int seconds, int window) {
        public static Span of(WarmUp warmUp, int seconds) {
            return new Span(warmUp, seconds, WINDOW);
        }
    }

    public static Throughput measure(Load.Source submitter, Tap end, Span span) throws InterruptedException {
        double perSecond;
        double cpuMicros;
        double cpuAllMicros;
        double lagBegin;
        double lagEnd;
        int ahead = Math.min(span.window(), span.window() / FULL_WINDOW_SECONDS * span.seconds());
        try (Load load = Load.asFastAsTaken(submitter, end::distinct, ahead, 0)) {
            Pauses.until("the first message comes out", PATIENCE, () -> end.distinct() > 0);
            span.warmUp().await();
            long begin = System.nanoTime();
            double cpuBegin = CpuTime.ofStreams();
            double cpuAllBegin = CpuTime.ofAll();
            long before = end.distinct();
            lagBegin = load.sentInAll() - before;
            TimeUnit.SECONDS.sleep(span.seconds());
            long came = end.distinct() - before;
            perSecond = came * 1e9 / (System.nanoTime() - begin);
            cpuMicros = (CpuTime.ofStreams() - cpuBegin) / 1e3 / Math.max(1, came);
            cpuAllMicros = (CpuTime.ofAll() - cpuAllBegin) / 1e3 / Math.max(1, came);
            lagEnd = load.sentInAll() - end.distinct();
        }
        drain(submitter, end);
        return new Throughput(
                perSecond, cpuMicros, cpuAllMicros, lagBegin, lagEnd, submitter.sent() - end.distinct(), end.doubled());
    }

    private static void drain(Load.Source submitter, Tap end) throws InterruptedException {
        long last = end.distinct();
        long changedAt = System.nanoTime();
        while (end.distinct() < submitter.sent() && System.nanoTime() - changedAt < SILENCE_NANOS) {
            TimeUnit.MILLISECONDS.sleep(50);
            if (end.distinct() != last) {
                last = end.distinct();
                changedAt = System.nanoTime();
            }
        }
    }

    /** Told by names that begin with what came out. */
    public void tell(Findings findings, String what) {
        findings.figure(what + "_per_s", perSecond);
        findings.figure(what + "_cpu_us", cpuMicros);
        findings.figure(what + "_cpu_all_us", cpuAllMicros);
        findings.figure(what + "_lag_begin", lagBegin);
        findings.figure(what + "_lag_end", lagEnd);
        findings.figure(what + "_lost", lost);
        findings.figure(what + "_doubled", doubled);
    }
}
