package dev.swarmlog.bench.limits;

import dev.swarmlog.bench.Loop;
import dev.swarmlog.bench.crew.Producers;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A thread that passes records from one topic to another, by Kafka's own clients alone. */
final class PlainRelay implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Lane lane;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Loop loop;

    PlainRelay(Lane lane) {
        this.lane = lane;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        lane.bootstrapServers(),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        2_000,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        producer = Producers.open(Producers.patient(lane.bootstrapServers()));
        consumer.assign(lane.inputPartitions());
        consumer.seekToBeginning(lane.inputPartitions());
        // named as Streams' own are, so that its time counts as theirs does
        loop = Loop.start("the relay", "plain-relay-StreamThread-1", this::pass, this::leave);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is missing at the end is found out by its number
    private void pass() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            producer.send(new ProducerRecord<>(lane.output(), record.partition(), record.key(), record.value()));
        }
    }

    private void leave() {
        consumer.close();
        producer.close();
    }

    @Override
    public void close() {
        loop.close();
        loop.check();
    }
}
