package dev.swarmlog.honesty;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentHandler;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.host.HostSettings;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Agents as they are in the field: some answer, many only beat (their process lives and nobody reads their inbox), and a
 * few wrote a card once.
 */
final class Town implements AutoCloseable {
    static final int ANSWERING = 21;
    static final int BEATING = 25;
    static final int SILENT = 4;

    private static final long BEAT_MS = 1_000;

    private final AgentHost host;
    private final LogWriter writer;
    private final TopicWriter<AgentCard> cards;
    private final TopicWriter<Heartbeat> heartbeats;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> beating;
    private final long epoch = System.currentTimeMillis();
    private long sequence;

    /** With what each of those that answer does with its work, one piece at a time. */
    Town(ClusterConfig cluster, AgentHandler handler) {
        host = AgentHost.connect(cluster, HostSettings.DEFAULT.withHeartbeatInterval(Duration.ofMillis(BEAT_MS)));
        writer = LogWriter.open(cluster, "town", 5);
        cards = writer.to(cluster.wire().topics().registrations);
        heartbeats = writer.to(cluster.wire().topics().heartbeats);
        IntStream.range(0, ANSWERING)
                .mapToObj(i -> answering(i))
                .forEach(id -> host.add(
                        Agent.named(id).capability("work.of." + id, "1.0.0").handler(handler)));
        host.start();
        IntStream.range(0, BEATING).forEach(i -> register("beating-" + i));
        IntStream.range(0, SILENT).forEach(i -> register("silent-" + i));
        beating = timer.scheduleAtFixedRate(this::beat, 0, BEAT_MS, TimeUnit.MILLISECONDS);
    }

    static String answering(int number) {
        return "answering-" + number;
    }

    static boolean answers(String id) {
        return id.startsWith("answering-");
    }

    private void register(String id) {
        AgentCard card = AgentCard.newBuilder()
                .setAgentId(id)
                .setEpoch(epoch)
                .setCapabilities(List.of(new Capability("claims", "1.0.0")))
                .setInboxPartition(0)
                .setHeartbeatIntervalMs((int) BEAT_MS)
                .setWrittenAtMs(epoch)
                .build();
        cards.send(id, card, (at, failure) -> {});
    }

    private void beat() {
        sequence++;
        for (int i = 0; i < BEATING; i++) {
            Heartbeat beat = Heartbeat.newBuilder()
                    .setEpoch(epoch)
                    .setSequence(sequence)
                    .setSentAtMs(System.currentTimeMillis())
                    .build();
            heartbeats.send("beating-" + i, beat, (at, failure) -> {});
        }
    }

    @Override
    public void close() {
        beating.cancel(false);
        timer.shutdownNow();
        writer.close();
        host.close();
    }
}
