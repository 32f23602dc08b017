package dev.swarmlog.bench.limits;

import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.crew.Numbers;
import dev.swarmlog.bench.crew.Payload;
import dev.swarmlog.bench.crew.Producers;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Mutable and hot, for one thread: sends values with a number each, in turn to all partitions. */
final class Records implements Load.Source, AutoCloseable {
    static final int VALUE_BYTES = 200;

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final byte[] form = new byte[VALUE_BYTES];
    private final int blankAt;
    private final SplittableRandom random = new SplittableRandom(42);
    private final LongAdder acknowledged = new LongAdder();
    private volatile @Nullable Exception failure;
    private final Callback heard = (sent, broken) -> {
        if (broken == null) {
            acknowledged.increment();
        } else {
            failure = broken;
        }
    };
    private int next;

    Records(Map<String, Object> settings, String topic) {
        this.producer = Producers.open(settings);
        this.topic = topic;
        byte[] text = Payload.ofBytes(VALUE_BYTES - Numbers.BEHIND_ID_AT);
        System.arraycopy(text, 0, form, Numbers.BEHIND_ID_AT, text.length);
        System.arraycopy(Numbers.blankKey(), 0, form, Numbers.ID_AT, Numbers.blankKey().length);
        this.blankAt = Payload.blankAt(form);
    }

    @Override
    public long sent() {
        return next;
    }

    /** How many the broker has. */
    long acknowledged() {
        return acknowledged.sum();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    public void send(int records) {
        for (int i = 0; i < records; i++) {
            Exception broken = failure;
            if (broken != null) {
                throw new IllegalStateException("the broker refuses records", broken);
            }
            byte[] value = form.clone();
            Numbers.write(value, Numbers.ID_AT, next);
            Payload.fill(value, blankAt, random);
            byte[] key = Numbers.blankKey();
            Numbers.write(key, 0, next);
            producer.send(new ProducerRecord<>(topic, next % Lane.PARTITIONS, key, value), heard);
            next++;
        }
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
