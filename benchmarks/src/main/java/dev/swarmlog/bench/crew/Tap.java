package dev.swarmlog.bench.crew;

import dev.swarmlog.bench.Loop;
import dev.swarmlog.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A thread that reads all partitions of a topic whose values bear numbers, and notes which numbers came. */
public final class Tap implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int RECORDS_MAX = 5_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Listener listener;
    private final Numbering numbering;
    private final BitSet seen = new BitSet();
    private final LongAdder distinct = new LongAdder();
    private final LongAdder doubled = new LongAdder();
    private final Loop loop;

    /** Told of each record that comes for the first time. */
    public interface Listener {
        void heard(int number, ConsumerRecord<byte[], byte[]> record);
    }

    /** Which number a value bears. */
    public interface Numbering {
        int of(byte[] value);
    }

    private Tap(String bootstrapServers, String topic, int partitions, Numbering numbering, Listener listener) {
        this.listener = listener;
        this.numbering = numbering;
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
        loop = Loop.start("the reading", "bench-tap-" + topic, this::read, consumer::close);
    }

    /** On values whose first field is an id with a number. */
    public static Tap on(String bootstrapServers, Topic<?> topic, Listener listener) {
        return on(bootstrapServers, topic, value -> Numbers.read(value, Numbers.ID_AT), listener);
    }

    public static Tap on(String bootstrapServers, Topic<?> topic, Numbering numbering, Listener listener) {
        return new Tap(bootstrapServers, topic.name(), topic.partitions(), numbering, listener);
    }

    /** On replies; fails at the first that did not end in this way. */
    public static Tap onReplies(String bootstrapServers, Topic<?> topic, byte ending, Listener listener) {
        return on(bootstrapServers, topic, (number, record) -> {
            if (record.value()[Numbers.BEHIND_ID_AT] != ending) {
                throw new IllegalStateException("number " + number + " ended in another way than it should: "
                        + new String(record.value(), StandardCharsets.ISO_8859_1));
            }
            listener.heard(number, record);
        });
    }

    /** On a topic that is in no catalogue; the id with the number stands where it does in values of those that are. */
    public static Tap on(String bootstrapServers, String topic, int partitions, Listener listener) {
        return new Tap(bootstrapServers, topic, partitions, value -> Numbers.read(value, Numbers.ID_AT), listener);
    }

    /** How many different numbers came. */
    public long distinct() {
        loop.check();
        return distinct.sum();
    }

    /** How many came again. */
    public long doubled() {
        return doubled.sum();
    }

    private void read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            int number = numbering.of(record.value());
            if (seen.get(number)) {
                doubled.increment();
            } else {
                seen.set(number);
                distinct.increment();
                listener.heard(number, record);
            }
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
