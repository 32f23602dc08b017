package dev.swarmlog.bench.saga;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.Pauses;
import dev.swarmlog.bench.crew.Producers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * How long a whole saga takes where there are few: from when it was due to be started until who started it heard of its end.
 * Under load first, for what was never busy is not compiled.
 */
final class LatencyPart implements Part {
    private static final int PER_SECOND = 20;
    private static final long GAP_NANOS = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
    private static final int REHEARSAL_SECONDS = 3;
    private static final double NANOS_PER_MS = 1e6;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SagaScale scale;

    LatencyPart(SagaScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        scale.tell(findings);
        for (Kind kind : List.of(Kind.STRICT, Kind.FAST)) {
            String name = kind == Kind.STRICT ? "strict" : "fast";
            Histogram nanos = measure(ground, kind);
            findings.figure(name + "_p50_ms", nanos.getValueAtPercentile(50) / NANOS_PER_MS);
            findings.figure(name + "_p99_ms", nanos.getValueAtPercentile(99) / NANOS_PER_MS);
        }
        findings.limit("strict_p50_ms_max", 40);
        findings.limit("fast_p50_ms_max", 10);
        findings.limit("fast_p99_ms_max", 40);
    }

    private Histogram measure(Ground ground, Kind kind) throws InterruptedException {
        Schedule schedule = new Schedule();
        String prefix = "latency-" + kind.definitionName() + "-";
        Map<String, Object> producers = Producers.prompt(ground.bootstrapServers());
        try (Stage stage = Stage.set(ground, producers, prefix, kind, scale.agents(), schedule::note)) {
            try (Load load = Load.asFastAsTaken(stage.starter(), stage::ended, scale.inFlight(), 0)) {
                Pauses.until("the first saga ends", PATIENCE, () -> stage.ended() > 0);
                scale.warmUp().await();
                load.sent();
            }
            Pauses.until("the warm-up is over", PATIENCE, () -> stage.lost() == 0);
            start(stage, schedule, REHEARSAL_SECONDS);
            Histogram nanos = start(stage, schedule, scale.seconds());
            if (stage.doubled() > 0) {
                throw new IllegalStateException(stage.doubled() + " came twice");
            }
            return nanos;
        }
    }

    private static Histogram start(Stage stage, Schedule schedule, int seconds) throws InterruptedException {
        Starter starter = stage.starter();
        Histogram nanos = schedule.begin(starter.sent());
        for (long left = (long) PER_SECOND * seconds; left > 0; left--) {
            for (long due = schedule.dueNanos(starter.sent()); System.nanoTime() < due; ) {
                Pauses.nap(due - System.nanoTime());
            }
            starter.send(1);
        }
        Pauses.until("all sagas have ended", PATIENCE, () -> stage.lost() == 0);
        return nanos;
    }

    /** When each saga is due. */
    private static final class Schedule {
        private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
        private volatile long beginNanos;
        private volatile Histogram nanos = new Histogram(3);

        Histogram begin(long number) {
            nanos = new Histogram(TimeUnit.MINUTES.toNanos(5), 3);
            beginNanos = System.nanoTime();
            first.set(number);
            return nanos;
        }

        long dueNanos(long number) {
            return beginNanos + (number - first.get()) * GAP_NANOS;
        }

        void note(int number) {
            if (number >= first.get()) {
                nanos.recordValue(Math.max(0, System.nanoTime() - dueNanos(number)));
            }
        }
    }
}
