package dev.swarmlog.runtime.prompt;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clients of a service that works without transactions. Before its thread asks for more it has done what there was;
 * what it wrote meanwhile is sent then, as long as little goes on. Where there is more it waits, for as long as its
 * linger says, for others to travel with.
 */
public final class PromptClients extends DefaultKafkaClientSupplier implements AutoCloseable {
    private final Set<Producer<byte[], byte[]>> producers = ConcurrentHashMap.newKeySet();
    private final LongAdder written = new LongAdder();
    private final Lull lull = new Lull();
    private final AtomicBoolean isAsked = new AtomicBoolean();
    private final Thread sender;
    private volatile boolean closed;

    /** @param name of the service */
    public PromptClients(String name) {
        // flush waits for the answers, which the thread of the service must not
        sender = Thread.ofPlatform().name(name + "-sender").daemon().start(this::sendWhenAsked);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new Counting(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new Asking(config);
    }

    private void allIsDone() {
        long more = written.sumThenReset();
        if (more > 0 && lull.lasts(more, System.nanoTime())) {
            isAsked.set(true);
            LockSupport.unpark(sender);
        }
    }

    private void sendWhenAsked() {
        while (!closed) {
            LockSupport.park(this);
            if (isAsked.getAndSet(false)) {
                producers.forEach(Producer::flush);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(sender);
    }

    private final class Counting extends KafkaProducer<byte[], byte[]> {
        Counting(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            producers.add(this);
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
            written.increment();
            return super.send(record, callback);
        }

        @Override
        public void close(Duration timeout) {
            producers.remove(this);
            super.close(timeout);
        }

        @Override
        public void close() {
            producers.remove(this);
            super.close();
        }
    }

    private final class Asking extends KafkaConsumer<byte[], byte[]> {
        Asking(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            allIsDone();
            return super.poll(timeout);
        }
    }
}
