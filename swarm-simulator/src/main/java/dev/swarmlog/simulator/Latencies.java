package dev.swarmlog.simulator;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** How long answers took, from the moment at which their questions were due. Any thread records; one at a time reads. */
public final class Latencies {
    private static final int DIGITS = 3;
    private static final long MAX_MICROS = TimeUnit.HOURS.toMicros(1);

    private final Recorder recorder = new Recorder(MAX_MICROS, DIGITS);
    private final Histogram whole = new Histogram(MAX_MICROS, DIGITS);
    private final Histogram recent = new Histogram(MAX_MICROS, DIGITS);

    /** Three figures of a distribution; zero where nothing was measured. */
    public record Figures(long count, double p50Ms, double p99Ms, double maxMs) {
        private static final double MICROS_PER_MS = 1_000.0;

        static Figures of(Histogram micros) {
            return new Figures(
                    micros.getTotalCount(),
                    micros.getValueAtPercentile(50) / MICROS_PER_MS,
                    micros.getValueAtPercentile(99) / MICROS_PER_MS,
                    micros.getMaxValue() / MICROS_PER_MS);
        }
    }

    void record(long nanos) {
        recorder.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, MAX_MICROS));
    }

    /** What was measured since the last call. */
    synchronized Figures recent() {
        recorder.getIntervalHistogramInto(recent);
        whole.add(recent);
        return Figures.of(recent);
    }

    /** What was measured until the last call of {@link #recent}. */
    synchronized Figures whole() {
        return Figures.of(whole);
    }
}
