package dev.swarmlog.registry;

import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.registry.core.Card;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.schemas.Canary;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.wire.EventHeaders;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Delivery;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes canaries by a producer of its own, which knows no transactions. Thread-safe. Whoever asks never waits: a thread of
 * this class encodes and sends, and what finds its short queue full is lost and counted, since a canary that comes late
 * asks nothing.
 */
final class CanaryWriter implements CanaryOutlet, AutoCloseable {
    private static final String SOURCE = "swarmlog/agent-registry";
    private static final String METER = "swarmlog.registry.canaries";
    private static final int WAITING_MAX = 10_000;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final LogWriter log;
    private final TopicWriter<Delivery> deliveries;
    private final Placement outcomes;
    private final int leaseMs;
    private final Counter written;
    private final Counter unwritten;
    private final LongAdder lost = new LongAdder();
    private final ThreadPoolExecutor thread;

    /** With the time in which a canary is to be answered. */
    CanaryWriter(Wire wire, Producer<String, byte[]> producer, MeterRegistry meters, long timeoutMs) {
        this.log = new LogWriter(wire, producer);
        this.deliveries = log.to(wire.topics().deliveries);
        this.outcomes = new Placement(wire.topics().outcomes.partitions());
        this.leaseMs = (int) Math.min(timeoutMs, Integer.MAX_VALUE);
        this.written = meters.counter(METER, "written", "true");
        this.unwritten = meters.counter(METER, "written", "false");
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().name("swarmlog-canaries").daemon(true).factory(),
                (canary, full) -> lose());
    }

    static CanaryWriter open(ServiceContext context, long timeoutMs) {
        var cluster = context.config().cluster();
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "swarmlog-canaries");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L << 20);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 5_000);
        settings.putAll(cluster.kafka());
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return new CanaryWriter(
                context.wire(),
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()),
                context.meters(),
                timeoutMs);
    }

    @Override
    public void ask(Card card, long number, long nowMs) {
        thread.execute(() -> write(card, number, nowMs));
    }

    private void write(Card card, long number, long nowMs) {
        try {
            Delivery canary = canary(card, number, nowMs);
            Headers headers = new RecordHeaders();
            EventHeaders.add(headers, canary.getDeliveryId(), Canary.TYPE, SOURCE, nowMs);
            deliveries.send(card.place().inboxPartition(), card.agentId(), canary, headers, (at, failure) -> {
                if (failure == null) {
                    written.increment();
                } else {
                    lose();
                }
            });
        } catch (InterruptException e) {
            lose();
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // whatever it is, the agent was not asked
            lose();
        }
    }

    private void lose() {
        lost.increment();
        unwritten.increment();
    }

    @Override
    public long lost() {
        return lost.sum();
    }

    /** It has no deadline: the agent's clock may be wrong, and the question is not about that. */
    private Delivery canary(Card card, long number, long nowMs) {
        String messageId = messageId(card.agentId(), number);
        return Delivery.newBuilder()
                .setDeliveryId(messageId + "#1")
                .setMessageId(messageId)
                .setAgentId(card.agentId())
                .setAgentEpoch(card.epoch())
                .setAttempt(1)
                .setFence(1)
                .setLeaseMs(leaseMs)
                .setSentAtMs(nowMs)
                .setOutcomePartition(outcomes.of(messageId))
                .setType(Canary.TYPE)
                .setSource(SOURCE)
                .setContentType("")
                .setPayload(NOTHING)
                .build();
    }

    /** Within the limit of ids; agents whose long names begin alike may share one, for an outcome names its agent too. */
    static String messageId(String agentId, long number) {
        String end = ":" + number;
        int room = Limits.ID_CHARS_MAX - Canary.ID_PREFIX.length() - end.length();
        return Canary.ID_PREFIX + agentId.substring(0, Math.min(agentId.length(), room)) + end;
    }

    /** What is not written by now asks nothing any more. */
    @Override
    public void close() {
        thread.shutdownNow();
        log.close(Duration.ofMillis(500));
    }
}
