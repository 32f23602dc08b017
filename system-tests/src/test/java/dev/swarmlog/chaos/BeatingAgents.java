package dev.swarmlog.chaos;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.Heartbeat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Agents without hands, by one plain producer: each beats steadily, and its load swings from nothing to all it can do and
 * back, so that the registry has something to publish of each about once a second.
 */
final class BeatingAgents implements AutoCloseable {
    static final String CAPABILITY = "beat";
    private static final int CONCURRENCY = 8;
    private static final int SLICES = 20;

    private final Wire wire;
    private final List<String> ids;
    private final int intervalMs;
    private final KafkaProducer<String, SpecificRecord> producer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private long round;

    private BeatingAgents(ClusterConfig cluster, int count, int intervalMs) {
        this.wire = cluster.wire();
        this.intervalMs = intervalMs;
        this.ids =
                IntStream.range(0, count).mapToObj(number -> "beat-" + number).toList();
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "linger.ms", 5),
                new StringSerializer(),
                byTopic());
    }

    static BeatingAgents start(ClusterConfig cluster, int count, int intervalMs) {
        BeatingAgents agents = new BeatingAgents(cluster, count, intervalMs);
        agents.prepare();
        agents.ids.forEach(agents::join);
        agents.producer.flush();
        int sliceMs = intervalMs / SLICES;
        var _ = agents.clock.scheduleAtFixedRate(agents::beat, 0, sliceMs, TimeUnit.MILLISECONDS);
        return agents;
    }

    /** Who has joined beats at once: it is not to wait then for what the first beat of all needs, or is rightly taken for dead. */
    private void prepare() {
        String heartbeats = wire.topics().heartbeats.name();
        producer.partitionsFor(heartbeats);
        byTopic().serialize(heartbeats, heartbeat(1, 0));
    }

    private void join(String id) {
        send(
                wire.topics().registrations,
                id,
                AgentCard.newBuilder()
                        .setAgentId(id)
                        .setEpoch(1)
                        .setCapabilities(List.of(new Capability(CAPABILITY, "1.0.0")))
                        .setConcurrency(CONCURRENCY)
                        .setInboxPartition(0)
                        .setHeartbeatIntervalMs(intervalMs)
                        .setWrittenAtMs(System.currentTimeMillis())
                        .build());
    }

    /** A slice of the agents, so that beats come evenly. */
    private void beat() {
        long beat = round / SLICES;
        for (int i = (int) (round % SLICES); i < ids.size(); i += SLICES) {
            int load = (beat + i / SLICES) % 2 == 0 ? 0 : CONCURRENCY;
            send(wire.topics().heartbeats, ids.get(i), heartbeat(beat + 1, load));
        }
        round++;
    }

    private static Heartbeat heartbeat(long sequence, int load) {
        return Heartbeat.newBuilder()
                .setEpoch(1)
                .setSequence(sequence)
                .setSentAtMs(System.currentTimeMillis())
                .setInFlight(load)
                .build();
    }

    private void send(Topic<?> topic, String id, SpecificRecord value) {
        var _ = producer.send(new ProducerRecord<>(topic.name(), id, value));
    }

    private Serializer<SpecificRecord> byTopic() {
        var cards = wire.serde(wire.topics().registrations).serializer();
        var beats = wire.serde(wire.topics().heartbeats).serializer();
        return (topic, value) -> value instanceof AgentCard card
                ? cards.serialize(topic, card)
                : beats.serialize(topic, (Heartbeat) value);
    }

    @Override
    public void close() {
        clock.close();
        producer.close();
    }
}
