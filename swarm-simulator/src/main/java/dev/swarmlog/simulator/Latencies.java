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

    /** A distribution in a few figures; zero where nothing was measured. */
    public record Figures(
            long count, double meanMs, double p50Ms, double p90Ms, double p99Ms, double p999Ms, double maxMs) {
        public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0);

        private static final double MICROS_PER_MS = 1_000.0;

        static Figures of(Histogram micros) {
            return micros.getTotalCount() == 0
                    ? NONE
                    : new Figures(
                            micros.getTotalCount(),
                            micros.getMean() / MICROS_PER_MS,
                            at(micros, 50),
                            at(micros, 90),
                            at(micros, 99),
                            at(micros, 99.9),
                            micros.getMaxValue() / MICROS_PER_MS);
        }

        private static double at(Histogram micros, double percentile) {
            return micros.getValueAtPercentile(percentile) / MICROS_PER_MS;
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
