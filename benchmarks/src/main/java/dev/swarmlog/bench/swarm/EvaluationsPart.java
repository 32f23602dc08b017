package dev.swarmlog.bench.swarm;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.Pauses;
import dev.swarmlog.examples.carbon.CarbonAgents;
import dev.swarmlog.v1.SwarmCommandKind;
import dev.swarmlog.v1.SwarmStatus;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Searches whose points agents evaluate: by topics, router and replies. */
final class EvaluationsPart implements Part {
    private static final int SEARCHES = 4;
    private static final int CANDIDATES = 2_000;
    private static final int BATCH = 250;
    private static final double AIM = 20_000;

    @SuppressWarnings("InlineFormatString") // it reads better alone
    private static final String SOURCE = """
        {apiVersion: swarmlog.dev/v1, kind: Swarm, metadata: {name: remote}, spec: {behaviour: SWARMING, seed: %d,
         particles: %d, swarming: {method: CMA, dimensions: 10,
          objective: {capability: %s, batch: %d, attempts: 9, patience: 20s}},
         convergence: {target: 0, window: 10000, tolerance: 0, steps: 10000000}}}
        """;

    private final SwarmScale scale;

    EvaluationsPart(SwarmScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "evaluations";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        String prefix = "evaluations-";
        try (Run run = Run.start(ground, prefix);
                Fleet _ = Fleet.join(ground, prefix, scale.agents())) {
            for (int i = 0; i < SEARCHES; i++) {
                String source = SOURCE.formatted(i + 1, CANDIDATES, CarbonAgents.ROSENBROCK, BATCH);
                var _ = run.begin("w-" + i, source);
            }
            Pauses.until(
                    "the first generations", Duration.ofSeconds(60), () -> evaluations(run) > SEARCHES * CANDIDATES);
            TimeUnit.SECONDS.sleep(scale.seconds());
            long before = evaluations(run);
            long begin = System.nanoTime();
            TimeUnit.SECONDS.sleep(scale.seconds());
            double seconds = (System.nanoTime() - begin) / 1e9;
            findings.figure("remote_evaluations_per_s", (evaluations(run) - before) / seconds);
            for (int i = 0; i < SEARCHES; i++) {
                Run.well(run.tell(Run.command(SwarmCommandKind.STOP, "w-" + i)));
            }
            findings.limit("remote_evaluations_per_s_aim", AIM);
            findings.setting("remote_searches", SEARCHES);
            findings.setting("remote_candidates", CANDIDATES);
            findings.setting("remote_batch", BATCH);
        }
    }

    private static long evaluations(Run run) {
        long sum = 0;
        for (int i = 0; i < SEARCHES; i++) {
            SwarmStatus status = run.status("w-" + i);
            sum += status == null ? 0 : status.getEvaluations();
        }
        return sum;
    }
}
