package dev.swarmlog.agent.cluster;

import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A log without a broker: Kafka's own mock clients, real bytes. */
public final class Logs {
    private static final Node NODE = new Node(1, "localhost", 9092);

    public final Wire wire = new Wire(new Topics(""), new InMemorySchemaRegistry());
    public final MockProducer<String, byte[]> producer;
    public final MockConsumer<String, byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    public Logs() {
        this(true);
    }

    /** Where the producer does not complete by itself, the test says what the cluster answers. */
    public Logs(boolean completes) {
        wire.registerSchemas();
        producer = new MockProducer<>(completes, null, new StringSerializer(), new ByteArraySerializer());
    }

    /** The topic is there, with as many records in each partition as told. */
    public Logs having(Topic<?> topic, int partitions, long recordsInEach) {
        List<PartitionInfo> infos = IntStream.range(0, partitions)
                .mapToObj(partition -> new PartitionInfo(topic.name(), partition, NODE, new Node[] {NODE}, new Node[0]))
                .toList();
        consumer.updatePartitions(topic.name(), infos);
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            beginnings.put(new TopicPartition(topic.name(), partition), 0L);
            ends.put(new TopicPartition(topic.name(), partition), recordsInEach);
        }
        consumer.updateBeginningOffsets(beginnings);
        consumer.updateEndOffsets(ends);
        return this;
    }

    public LogReader reader() {
        return new LogReader("test-reader", consumer, Duration.ofMillis(200));
    }

    public LogWriter writer() {
        return new LogWriter(wire, producer);
    }

    /** The only partition that the consumer reads, beside what the registry tells. */
    public TopicPartition assigned() {
        return consumer.assignment().stream()
                .filter(partition ->
                        !partition.topic().equals(wire.topics().agentEvents.name()))
                .findFirst()
                .orElseThrow();
    }

    public <V extends SpecificRecord> void arrives(Topic<V> topic, TopicPartition at, String key, @Nullable V value) {
        arrives(at, key, value == null ? null : wire.serde(topic).serializer().serialize(topic.name(), value));
    }

    public synchronized void arrives(TopicPartition at, String key, byte @Nullable [] value) {
        long offset = ends.getOrDefault(at, 0L);
        ends.put(at, offset + 1);
        consumer.schedulePollTask(
                () -> consumer.addRecord(new ConsumerRecord<>(at.topic(), at.partition(), offset, key, value)));
    }

    public List<ProducerRecord<String, byte[]>> records(Topic<?> topic) {
        List<ProducerRecord<String, byte[]>> all = new ArrayList<>(producer.history());
        return all.stream()
                .filter(record -> record.topic().equals(topic.name()))
                .toList();
    }

    public <V extends SpecificRecord> List<V> values(Topic<V> topic) {
        var deserializer = wire.serde(topic).deserializer();
        return records(topic).stream()
                .map(record -> deserializer.deserialize(topic.name(), record.value()))
                .toList();
    }
}
