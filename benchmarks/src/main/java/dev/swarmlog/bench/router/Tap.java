package dev.swarmlog.bench.router;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A thread that reads all partitions of a topic whose values begin with a numbered id, and notes which numbers came. */
final class Tap implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int RECORDS_MAX = 5_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Listener listener;
    private final int idAt;
    private final BitSet seen = new BitSet();
    private final LongAdder distinct = new LongAdder();
    private final LongAdder doubled = new LongAdder();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    /** Told of each record that comes for the first time. */
    interface Listener {
        void heard(int number, ConsumerRecord<byte[], byte[]> record);
    }

    private Tap(String bootstrapServers, String topic, int partitions, int idAt, Listener listener) {
        this.listener = listener;
        this.idAt = idAt;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        RECORDS_MAX,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        thread = Thread.ofPlatform().name("bench-tap-" + topic).start(this::run);
    }

    static Tap on(String bootstrapServers, String topic, int partitions, Listener listener) {
        return new Tap(bootstrapServers, topic, partitions, Numbers.ID_AT, listener);
    }

    /** How many different numbers came. */
    long distinct() {
        RuntimeException broken = failure;
        if (broken != null) {
            throw new IllegalStateException("the reading broke off", broken);
        }
        return distinct.sum();
    }

    /** How many came again. */
    long doubled() {
        return doubled.sum();
    }

    private void run() {
        try (consumer) {
            while (!stopped.get()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    int number = Numbers.read(record.value(), idAt);
                    if (seen.get(number)) {
                        doubled.increment();
                    } else {
                        seen.set(number);
                        distinct.increment();
                        listener.heard(number, record);
                    }
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public void close() {
        stopped.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
