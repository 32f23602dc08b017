package dev.swarmlog.bench.hot;

import dev.swarmlog.registry.core.Admission;
import dev.swarmlog.registry.core.Agent;
import dev.swarmlog.registry.core.Card;
import dev.swarmlog.registry.core.Publication;
import dev.swarmlog.registry.core.RegistryEvent;
import dev.swarmlog.registry.core.RegistryMachine;
import dev.swarmlog.registry.core.Timeouts;
import dev.swarmlog.registry.core.health.HealthRules;
import dev.swarmlog.registry.core.liveness.CanaryRules;
import dev.swarmlog.registry.core.rhythm.Detector;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one more beat makes of a healthy agent: its rhythm, its track record, its score, and whether that is worth telling. */
@State(Scope.Thread)
public class HealthHot {
    private static final long BEAT_MS = 1_000;

    private final RegistryMachine machine = new RegistryMachine(
            new Admission(new Admission.CardLimits(256, 64, 4, 4, 1_000), 1, 8, 100, 30_000, 60_000),
            new Timeouts(Detector.DEFAULT, 300_000, 3_600_000),
            HealthRules.DEFAULT,
            new CanaryRules(30_000, 5_000),
            new Publication(1_000, 0.25, 0.1));
    private Agent agent = joined();
    private long beats;

    @Benchmark
    public final Agent beat() {
        beats++;
        long nowMs = beats * BEAT_MS;
        var load = new RegistryEvent.Load((int) (beats % 4), 0, 0.4f, 0.4f);
        var work = new RegistryEvent.Work(beats * 10, beats / 100, 12.5f, beats * 7);
        agent = Objects.requireNonNull(machine.decide(agent, new RegistryEvent.Beat(1, beats, nowMs, load, work), nowMs)
                .next());
        return agent;
    }

    private Agent joined() {
        Card card = new Card(
                "bench-agent-000001",
                1,
                "worker",
                List.of(new Card.Capability("bench.work", "1.0.0")),
                List.of("gpu"),
                new Card.Place("region-1", "zone-1", 0),
                new Card.Capacity(8, 1, (int) BEAT_MS),
                0);
        return Objects.requireNonNull(
                machine.decide(null, new RegistryEvent.CardReceived(card), 0).next());
    }
}
