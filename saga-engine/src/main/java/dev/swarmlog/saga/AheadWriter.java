package dev.swarmlog.saga;

import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.v1.Message;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Sends ahead by a producer that knows no transactions; the commit waits for the brokers' word on what this task sent. */
final class AheadWriter implements Ahead {
    private final LogWriter log;
    private final TopicWriter<Message> submitted;
    private final Runnable onClose;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private boolean sent;

    AheadWriter(LogWriter log, TopicWriter<Message> submitted, Runnable onClose) {
        this.log = log;
        this.submitted = submitted;
        this.onClose = onClose;
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
        onClose.run();
    }
}
