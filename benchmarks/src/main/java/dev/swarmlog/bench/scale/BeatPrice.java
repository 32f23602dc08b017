package dev.swarmlog.bench.scale;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.GroupLag;
import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.registry.Herd;
import dev.swarmlog.registry.RegistryService;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.HttpSchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Heartbeats, as the registry reads and judges them. Between measurements nobody beats, and the registry gives all up. */
final class BeatPrice implements AutoCloseable {
    private final Installation installation;
    private final ScalePlan plan;
    private final Wire wire;
    private final GroupLag lag;
    private final String group;
    private @Nullable Herd herd;

    BeatPrice(Installation installation, int partitions, ScalePlan plan) {
        this.installation = installation;
        this.plan = plan;
        ClusterConfig cluster = ClusterConfig.of(
                installation.ground().bootstrapServers(), installation.ground().schemaRegistryUrl());
        wire = new Wire(
                new Topics(Installation.BEATS, partitions),
                HttpSchemaRegistry.at(installation.ground().schemaRegistryUrl(), ""));
        lag = GroupLag.open(cluster, "bench-lag");
        group = Installation.BEATS + RegistryService.NAME;
    }

    /** The next ones to beat. */
    void prepare(int agents) {
        close(herd);
        herd = new Herd(installation.ground().bootstrapServers(), wire, agents);
    }

    void warmUp() throws InterruptedException {
        try (Load load = beating()) {
            TimeUnit.SECONDS.sleep(plan.warmUpSeconds());
            load.sent();
        }
    }

    ScaleRow.Price measure() throws InterruptedException {
        try (Load load = beating()) {
            TimeUnit.SECONDS.sleep(plan.settlingSeconds());
            ProcessCpu before = ProcessCpu.of(installation.processes());
            long sentBefore = load.sent();
            TimeUnit.SECONDS.sleep(plan.seconds());
            ProcessCpu after = ProcessCpu.of(installation.processes());
            long sent = load.sent() - sentBefore;
            Map<String, Double> micros = after.microsSince(before, (double) Math.max(1, sent));
            micros.keySet().retainAll(List.of("broker", "registry", ProcessCpu.LOAD));
            long behind = lag.behind(List.of(group)).getOrDefault(group, 0L);
            return new ScaleRow.Price(sent / after.secondsSince(before), micros, behind);
        }
    }

    private Load beating() {
        Herd beating = herd;
        if (beating == null) {
            throw new IllegalStateException("there is nobody to beat");
        }
        beating.register();
        return Load.offering(beating, plan.load().beatsPerSecond());
    }

    private static void close(@Nullable Herd herd) {
        if (herd != null) {
            herd.close();
        }
    }

    @Override
    public void close() {
        close(herd);
        lag.close();
    }
}
