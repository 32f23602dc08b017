package dev.swarmlog.bench.saga;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.Pauses;
import dev.swarmlog.bench.crew.Producers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How many sagas end while so many are under way at any moment: in a closed loop, a new one begins when one has ended. */
final class ThroughputPart implements Part {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final Kind kind;
    private final SagaScale scale;

    ThroughputPart(Kind kind, SagaScale scale) {
        this.kind = kind;
        this.scale = scale;
    }

    @Override
    public String name() {
        return kind.part();
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        scale.tell(findings);
        if (kind.perSecondMin() > 0) {
            findings.limit(kind.figure() + "_per_s_min", kind.perSecondMin());
        }
        String prefix = kind.part() + "-";
        Map<String, Object> producers = Producers.usual(ground.bootstrapServers());
        try (Stage stage = Stage.set(ground, producers, prefix, kind, scale.agents(), number -> {})) {
            try (Load load = Load.asFastAsTaken(stage.starter(), stage::ended, scale.inFlight(), 0)) {
                Pauses.until("the first saga ends", PATIENCE, () -> stage.ended() > 0);
                scale.warmUp().await();
                Cost cost = Cost.now();
                long before = stage.ended();
                long begin = System.nanoTime();
                TimeUnit.SECONDS.sleep(scale.seconds());
                long came = stage.ended() - before;
                double perSecond = came * 1e9 / (System.nanoTime() - begin);
                Cost.now().tell(findings, kind.figure(), cost, (double) Math.max(1, came));
                findings.figure(kind.figure() + "_per_s", perSecond);
                load.sent();
            }
            drain(stage);
            findings.figure(kind.figure() + "_lost", (double) stage.lost());
            findings.figure(kind.figure() + "_doubled", (double) stage.doubled());
        }
    }

    /** What is under way ends, or is lost. */
    private static void drain(Stage stage) throws InterruptedException {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while (stage.lost() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
