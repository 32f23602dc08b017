package dev.swarmlog.bench.limits;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.WarmUp;
import dev.swarmlog.bench.crew.Throughput;

/**
 * How long it is measured.
 *
 * @param records that are there to be read
 * @param warmUp of what was just started, before it is measured
 */
public record LimitsScale(int records, WarmUp warmUp, int seconds) {
    private static final int RECORDS_PER_SECOND = 700_000;
    private static final int RECORDS_MAX = 2_000_000;
    private static final int WARM_UP_SECONDS_MIN = 3;
    private static final int WARM_UP_SECONDS_MAX = 20;

    public static LimitsScale of(int seconds) {
        if (seconds < 1) {
            throw new IllegalArgumentException("at least one second, not " + seconds);
        }
        return new LimitsScale(
                Math.min(RECORDS_MAX, RECORDS_PER_SECOND * seconds),
                new WarmUp(Math.min(WARM_UP_SECONDS_MIN, seconds), Math.min(WARM_UP_SECONDS_MAX, 3 * seconds)),
                seconds);
    }

    Throughput.Span span() {
        return Throughput.Span.of(warmUp, seconds);
    }

    void tell(Findings findings) {
        findings.setting("seconds", seconds);
        findings.setting("value_bytes", Records.VALUE_BYTES);
        findings.setting("partitions", Lane.PARTITIONS);
    }
}
