package dev.swarmlog.agent.host;

import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.DeadLetterReason;
import dev.swarmlog.v1.Delivery;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sorts what comes in one partition of messages.deliveries, for the reading thread alone: agents of other hosts share
 * it, so a record is decoded only when its key is one of ours.
 */
final class Inbox implements LogReader.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

    private final Map<String, HostedAgent> agents;
    private final Deserializer<Delivery> deserializer;
    private final TopicWriter<DeadLetter> deadLetters;
    private final Work work;
    private final Counts counts;

    Inbox(
            Map<String, HostedAgent> agents,
            Deserializer<Delivery> deserializer,
            TopicWriter<DeadLetter> deadLetters,
            Work work,
            Counts counts) {
        this.agents = agents;
        this.deserializer = deserializer;
        this.deadLetters = deadLetters;
        this.work = work;
        this.counts = counts;
    }

    @Override
    public void take(ConsumerRecord<String, byte[]> record) {
        HostedAgent hosted = record.key() == null ? null : agents.get(record.key());
        if (hosted == null) {
            return;
        }
        Delivery delivery = decoded(record);
        if (delivery == null) {
            return;
        }
        if (delivery.getAgentEpoch() != hosted.epoch || !delivery.getAgentId().equals(hosted.id())) {
            counts.stale.increment();
            return;
        }
        work.take(hosted, delivery, record.headers(), System.currentTimeMillis());
    }

    private @Nullable Delivery decoded(ConsumerRecord<String, byte[]> record) {
        try {
            Delivery delivery = deserializer.deserialize(record.topic(), record.value());
            if (delivery == null) {
                bury(record, "a delivery without a value");
            }
            return delivery;
        } catch (SerializationException e) {
            LogReader.rethrowIfTransient(e);
            bury(record, Verdict.shortened(e.toString()));
            return null;
        }
    }

    private void bury(ConsumerRecord<String, byte[]> record, String detail) {
        counts.undecodable.increment();
        LOG.atWarn()
                .addKeyValue("agent.id", record.key())
                .log("burying {}-{} offset {}: {}", record.topic(), record.partition(), record.offset(), detail);
        byte[] value = record.value() == null ? new byte[0] : record.value();
        DeadLetter letter = new DeadLetter(
                DeadLetterReason.UNDECODABLE,
                detail,
                record.topic(),
                record.partition(),
                record.offset(),
                0,
                System.currentTimeMillis(),
                value.length,
                first(record.key().getBytes(StandardCharsets.UTF_8), Limits.DEAD_LETTER_KEY_BYTES_MAX),
                first(value, Limits.DEAD_LETTER_VALUE_BYTES_MAX));
        String key = record.topic() + "-" + record.partition() + "-" + record.offset();
        deadLetters.send(key, letter, counts.unwrittenOnFailure());
    }

    private static ByteBuffer first(byte[] bytes, int max) {
        return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, max));
    }
}
