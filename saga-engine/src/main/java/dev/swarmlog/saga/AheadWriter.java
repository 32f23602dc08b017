package dev.swarmlog.saga;

import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.v1.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends ahead by a producer of its own, which knows no transactions; the commit waits for the brokers' word on it. */
final class AheadWriter implements Ahead {
    private final LogWriter log;
    private final TopicWriter<Message> submitted;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private boolean sent;

    private AheadWriter(LogWriter log, TopicWriter<Message> submitted) {
        this.log = log;
        this.submitted = submitted;
    }

    static AheadWriter open(ServiceContext context) {
        var cluster = context.config().cluster();
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "swarmlog-saga-steps");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
        // Shorter than a transaction may last: a commit that cannot have its steps in the log is given up.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_500);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_500);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 1_500);
        settings.putAll(cluster.kafka());
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        LogWriter log = new LogWriter(
                context.wire(), new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()));
        try {
            return new AheadWriter(log, log.to(context.topics().submitted));
        } catch (RuntimeException e) {
            log.close(Duration.ZERO);
            throw e;
        }
    }

    @Override
    public void send(Message message, Headers headers) {
        sent = true;
        submitted.send(null, message.getMessageId(), message, headers, (at, problem) -> {
            if (problem != null) {
                failure.compareAndSet(null, problem);
            }
        });
    }

    @Override
    public void settle() {
        if (!sent) {
            return;
        }
        sent = false;
        log.flush();
        Exception problem = failure.getAndSet(null);
        if (problem != null) {
            throw new KafkaException("steps that were sent ahead of their commit did not reach the log", problem);
        }
    }

    @Override
    public void close() {
        log.close(Duration.ofMillis(500));
    }
}
