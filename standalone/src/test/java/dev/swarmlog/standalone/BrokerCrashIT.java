package dev.swarmlog.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker acknowledged is there after its process was stopped or killed in the middle of writes. */
class BrokerCrashIT {
    private static final TopicPartition WRITES = new TopicPartition("writes", 0);
    private static final int BEFORE_THE_END = 5_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @FunctionalInterface
    private interface Ending {
        void of(BrokerProcess broker) throws InterruptedException;
    }

    @Test
    void losesNothingOnSigterm() throws Exception {
        losesNothing(BrokerProcess::terminate);
    }

    @Test
    void losesNothingOnSigkill() throws Exception {
        losesNothing(BrokerProcess::kill);
    }

    private void losesNothing(Ending ending) throws Exception {
        Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();

        try (BrokerProcess broker = BrokerProcess.start(folder)) {
            createTopic(broker.bootstrapServers());
            try (Writer writer = new Writer(broker.bootstrapServers(), acknowledged)) {
                Awaitility.await().until(() -> acknowledged.size() > BEFORE_THE_END);
                ending.of(broker);
                assertThat(writer.isWriting())
                        .as("the end came in the middle of writes")
                        .isTrue();
            }
        }

        try (BrokerProcess again = BrokerProcess.start(folder)) {
            Set<Integer> lost = new HashSet<>(acknowledged);
            lost.removeAll(readAll(again.bootstrapServers()));
            assertThat(acknowledged).hasSizeGreaterThan(BEFORE_THE_END);
            assertThat(lost).isEmpty();
        }
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(WRITES.topic(), 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static Set<Integer> readAll(String bootstrapServers) {
        Set<Integer> found = ConcurrentHashMap.newKeySet();
        try (KafkaConsumer<Integer, Integer> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new IntegerDeserializer(), new IntegerDeserializer())) {
            consumer.assign(List.of(WRITES));
            consumer.seekToBeginning(List.of(WRITES));
            long end = consumer.endOffsets(List.of(WRITES)).getOrDefault(WRITES, 0L);
            while (consumer.position(WRITES) < end) {
                for (ConsumerRecord<Integer, Integer> record : consumer.poll(Duration.ofMillis(100))) {
                    found.add(record.value());
                }
            }
        }
        return found;
    }

    /** Writes numbers as fast as it can, and notes which were acknowledged. */
    private static final class Writer implements AutoCloseable {
        private final KafkaProducer<Integer, Integer> producer;
        private final CompletableFuture<Void> writing;
        private volatile boolean closing;

        Writer(String bootstrapServers, Set<Integer> acknowledged) {
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0, "max.block.ms", 500),
                    new IntegerSerializer(),
                    new IntegerSerializer());
            writing = CompletableFuture.runAsync(() -> write(acknowledged));
        }

        @SuppressWarnings("FutureReturnValueIgnored") // the callback has the answer
        private void write(Set<Integer> acknowledged) {
            for (int i = 0; !closing; i++) {
                int number = i;
                producer.send(new ProducerRecord<>(WRITES.topic(), number, number), (metadata, failure) -> {
                    if (failure == null) {
                        acknowledged.add(number);
                    }
                });
            }
        }

        boolean isWriting() {
            return !writing.isDone();
        }

        @Override
        public void close() {
            closing = true;
            writing.join();
            producer.close(Duration.ZERO);
        }
    }
}
