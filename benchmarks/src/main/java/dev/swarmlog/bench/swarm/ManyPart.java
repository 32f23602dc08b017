package dev.swarmlog.bench.swarm;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SwarmState;
import dev.swarmlog.v1.SwarmStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Many swarms at once on one coordinator, from their commands to their replies: searches, and a thousand of each behaviour. */
final class ManyPart implements Part {
    @SuppressWarnings("InlineFormatString") // it reads better alone
    private static final String SEARCH = """
        {apiVersion: swarmlog.dev/v1, kind: Swarm, metadata: {name: many}, spec: {behaviour: SWARMING, seed: %d,
         swarming: {method: CMA, dimensions: 10, objective: {function: ROSENBROCK, instance: %d}},
         convergence: {target: 1.0e-8}}}
        """;

    private final SwarmScale scale;

    private interface Source {
        String of(int number);
    }

    ManyPart(SwarmScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "many";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        try (Run run = Run.start(ground, "many-")) {
            Run.well(run.begin("first", SEARCH.formatted(1, 1)));
            findings.figure("swarms_at_once", scale.swarms());
            findings.figure("swarms_at_once_s", seconds(run, "search-", n -> SEARCH.formatted(n, n)));
            Behaviours[] all = Behaviours.values();
            findings.figure("swarms_of_a_thousand_s", seconds(run, "mixed-", n -> all[n % all.length].source(n)));
        }
    }

    /** All of them are at their goals when it returns, or it fails. */
    private double seconds(Run run, String prefix, Source source) throws InterruptedException {
        long begin = System.nanoTime();
        List<CompletableFuture<Reply>> ends = new ArrayList<>();
        for (int n = 1; n <= scale.swarms(); n++) {
            ends.add(run.begin(prefix + n, source.of(n)));
        }
        for (CompletableFuture<Reply> end : ends) {
            Run.well(end);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        for (int n = 1; n <= scale.swarms(); n++) {
            SwarmStatus status = run.ended(prefix + n);
            if (status.getState() != SwarmState.CONVERGED) {
                throw new IllegalStateException(prefix + n + " is not at its goal: " + status.getDetail());
            }
        }
        return seconds;
    }
}
