package dev.swarmlog.bench.saga;

import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.crew.Numbers;
import dev.swarmlog.bench.crew.Producers;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Mutable, for one thread: starts sagas, each with the next number, whose ends are told on the first partition of a topic. */
final class Starter implements Load.Source, AutoCloseable {
    static final int INPUT_BYTES = 110;

    /** No topic: nobody is told of the end. */
    static final String NOBODY = "";

    static final String INPUT = "{\"order\":\"" + "x".repeat(INPUT_BYTES - "{\"order\":\"\"}".length()) + "\"}";

    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<SagaCommand> serializer;
    private final Topic<SagaCommand> topic;
    private final String replyTopic;
    private final String definition;
    private volatile @Nullable Exception failure;
    private int next;

    Starter(Map<String, Object> settings, Wire wire, String definition, String replyTopic) {
        this.producer = Producers.open(settings);
        this.serializer = wire.serde(wire.topics().sagaCommands).serializer();
        this.topic = wire.topics().sagaCommands;
        this.replyTopic = replyTopic;
        this.definition = definition;
    }

    @Override
    public long sent() {
        return next;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    public void send(int sagas) {
        for (int i = 0; i < sagas; i++) {
            Exception broken = failure;
            if (broken != null) {
                throw new IllegalStateException("the broker refuses commands", broken);
            }
            byte[] key = Numbers.blankKey();
            Numbers.write(key, 0, next);
            SagaCommand command = SagaCommand.newBuilder()
                    .setKind(SagaCommandKind.START)
                    .setSagaId(new String(key, StandardCharsets.ISO_8859_1))
                    .setName(definition)
                    .setJson(INPUT)
                    .setReplyTopic(replyTopic)
                    .setReplyPartition(0)
                    .setSentAtMs(System.currentTimeMillis())
                    .build();
            producer.send(
                    new ProducerRecord<>(topic.name(), key, serializer.serialize(topic.name(), command)),
                    (at, broke) -> {
                        if (broke != null) {
                            failure = broke;
                        }
                    });
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
