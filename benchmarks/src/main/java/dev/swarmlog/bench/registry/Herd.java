package dev.swarmlog.bench.registry;

import dev.swarmlog.bench.Load;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.Heartbeat;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.Location;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and hot, for one thread: agents that are nothing but their cards and beats. They beat in turn, so each keeps an
 * even rhythm at any rate; their load wanders as that of working agents does.
 */
public final class Herd implements Load.Source, AutoCloseable {
    private static final int CONCURRENCY = 8;
    private static final int HEARTBEAT_MS = 1_000;

    /** An agent's load moves once in so many beats: once in a second or two at twenty beats a second. */
    private static final int STEADY_BEATS = 32;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<Heartbeat> serializer;
    private final Serializer<AgentCard> cardSerializer;
    private final String beatsTopic;
    private final String cardsTopic;
    private final int inboxes;
    private final byte[][] keys;
    private final int[] partitions;
    private final int[] inFlight;
    private final long epoch = System.currentTimeMillis();
    private final SplittableRandom random = new SplittableRandom(42);
    private volatile @Nullable Exception failure;
    private final Callback failures = (sent, broken) -> {
        if (broken != null) {
            failure = broken;
        }
    };
    private final int heartbeatMs;
    private long round;
    private int next;

    public Herd(String bootstrapServers, Wire wire, int agents) {
        this(bootstrapServers, wire, agents, HEARTBEAT_MS);
    }

    /** Of agents that promise to beat so often. */
    Herd(String bootstrapServers, Wire wire, int agents, int heartbeatMs) {
        this.heartbeatMs = heartbeatMs;
        producer =
                new KafkaProducer<>(settings(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
        serializer = wire.serde(wire.topics().heartbeats).serializer();
        cardSerializer = wire.serde(wire.topics().registrations).serializer();
        beatsTopic = wire.topics().heartbeats.name();
        cardsTopic = wire.topics().registrations.name();
        inboxes = wire.topics().deliveries.partitions();
        keys = new byte[agents][];
        partitions = new int[agents];
        inFlight = new int[agents];
        for (int i = 0; i < agents; i++) {
            keys[i] = id(i).getBytes(StandardCharsets.UTF_8);
            partitions[i] = Utils.toPositive(Utils.murmur2(keys[i]))
                    % wire.topics().heartbeats.partitions();
        }
    }

    static Map<String, Object> settings(String bootstrapServers) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 * 1024,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                64L << 20,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4");
    }

    static String id(int agent) {
        return String.format(Locale.ROOT, "bench-agent-%06d", agent);
    }

    int size() {
        return keys.length;
    }

    /** Sends everybody's card. */
    public void register() {
        for (int i = 0; i < keys.length; i++) {
            byte[] value = cardSerializer.serialize(cardsTopic, card(i));
            send(new ProducerRecord<>(cardsTopic, partitions[i], keys[i], value));
        }
        producer.flush();
    }

    /** The next agents in turn beat. */
    @Override
    public void send(int beats) {
        long now = System.currentTimeMillis();
        for (int i = 0; i < beats; i++) {
            beatNext(now);
        }
    }

    private void beatNext(long now) {
        int agent = next;
        if ((round + agent) % STEADY_BEATS == 0) {
            int moved = inFlight[agent] + random.nextInt(-1, 2);
            inFlight[agent] = Math.clamp(moved, 0, CONCURRENCY);
        }
        Heartbeat beat = new Heartbeat(
                epoch,
                round,
                now,
                inFlight[agent],
                0,
                round / 4,
                round / 1_000,
                12.5f + inFlight[agent],
                inFlight[agent] / (float) CONCURRENCY,
                0.4f,
                round * 7);
        send(new ProducerRecord<>(beatsTopic, partitions[agent], keys[agent], serializer.serialize(beatsTopic, beat)));
        if (++next == keys.length) {
            next = 0;
            round++;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    private void send(ProducerRecord<byte[], byte[]> record) {
        Exception broken = failure;
        if (broken != null) {
            throw new IllegalStateException("the broker refuses beats", broken);
        }
        producer.send(record, failures);
    }

    /** So many beats were sent in all. */
    @Override
    public long sent() {
        return round * keys.length + next;
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    private AgentCard card(int agent) {
        return new AgentCard(
                id(agent),
                epoch,
                Intent.JOIN,
                "worker",
                List.of(
                        new Capability("calc.carbon", "1." + agent % 10 + ".0"),
                        new Capability("text.summary", "2.0." + agent % 7)),
                List.of("team-" + agent % 50, agent % 2 == 0 ? "gpu" : "cpu"),
                new Location("region-" + agent % 4, "zone-" + agent % 12),
                CONCURRENCY,
                1.0,
                agent % inboxes,
                heartbeatMs,
                epoch);
    }
}
