package dev.swarmlog.router;

import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.SchemaRegistryException;
import dev.swarmlog.v1.Delivery;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all inboxes. Thread-safe: tasks that begin together share what was read, for as long as one of them needs it. */
final class InboxReader implements Inboxes {
    private static final Logger LOG = LoggerFactory.getLogger(InboxReader.class);

    /** Routers stamp what they send, each by the clock of its machine. */
    private static final long CLOCKS_DIFFER_MS = 1_000;

    /** A cluster that is silent for so long is not there; Streams begins the task once more. */
    private static final Duration REACH = Duration.ofSeconds(20);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int RECORDS_PER_POLL = 10_000;

    private final ServiceContext context;
    private final Topic<Delivery> deliveries;
    private final Deserializer<Delivery> form;
    private Reading last = Reading.NONE;

    InboxReader(ServiceContext context) {
        this.context = context;
        this.deliveries = context.topics().deliveries;
        this.form = context.wire().serde(deliveries).deserializer();
    }

    /** How far was read, and from when on. What was read itself is kept by those who need it. */
    private record Reading(WeakReference<Sent> sent, long sinceMs, Map<TopicPartition, Long> positions) {
        static final Reading NONE = new Reading(new WeakReference<>(null), Long.MAX_VALUE, Map.of());
    }

    @Override
    public FormerLife since(int partition, long sinceMs) {
        TopicPartition submitted = new TopicPartition(context.topics().submitted.name(), partition);
        long startNs = System.nanoTime();
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            Sent sent = read(consumer, sinceMs - CLOCKS_DIFFER_MS);
            long end = consumer.endOffsets(List.of(submitted), REACH).getOrDefault(submitted, Long.MAX_VALUE);
            LOG.info(
                    "partition {}: {} messages were given to agents in the last {} ms; read in {} ms",
                    partition,
                    sent.size(),
                    System.currentTimeMillis() - sinceMs,
                    Duration.ofNanos(System.nanoTime() - startNs).toMillis());
            return new FormerLife(sent, end);
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        var cluster = context.config().cluster();
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, RouterService.NAME + "-inboxes");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
        settings.putAll(cluster.kafka());
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REACH.toMillis());
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private synchronized Sent read(Consumer<byte[], byte[]> consumer, long sinceMs) {
        List<TopicPartition> inboxes = IntStream.range(0, deliveries.partitions())
                .mapToObj(inbox -> new TopicPartition(deliveries.name(), inbox))
                .toList();
        consumer.assign(inboxes);
        Map<TopicPartition, Long> ends = consumer.endOffsets(inboxes, REACH);
        Sent known = last.sinceMs() <= sinceMs ? last.sent().get() : null;
        Sent sent = known == null ? new Sent() : known;
        if (known == null) {
            seek(consumer, ends, sinceMs);
        } else {
            last.positions().forEach(consumer::seek);
        }
        long heardNs = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record, sent);
                heardNs = System.nanoTime();
            }
            if (System.nanoTime() - heardNs > REACH.toNanos()) {
                throw new TimeoutException("nothing came of " + deliveries.name() + " for " + REACH.toMillis() + " ms");
            }
        }
        Map<TopicPartition, Long> positions =
                inboxes.stream().collect(Collectors.toMap(inbox -> inbox, consumer::position));
        last = new Reading(new WeakReference<>(sent), known == null ? sinceMs : last.sinceMs(), positions);
        return sent;
    }

    private static void seek(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends, long sinceMs) {
        ends.forEach(consumer::seek);
        Map<TopicPartition, Long> times = new HashMap<>();
        ends.keySet().forEach(inbox -> times.put(inbox, sinceMs));
        consumer.offsetsForTimes(times, REACH).forEach((inbox, found) -> {
            if (found != null) {
                consumer.seek(inbox, found.offset());
            }
        });
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Sent sent) {
        Delivery delivery;
        try {
            delivery = form.deserialize(record.topic(), record.value());
        } catch (SchemaRegistryException e) {
            throw e.isTransient() ? new TimeoutException("the schema registry is away", e) : e;
        } catch (SerializationException e) {
            LOG.debug("not sent by a router: {}-{} offset {}", record.topic(), record.partition(), record.offset(), e);
            return;
        }
        if (delivery != null) {
            sent.add(delivery);
        }
    }
}
