package dev.swarmlog.runtime.poison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.runtime.ServiceContext;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler.Response;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler.Result;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The global thread has no producer, and Kafka Streams 4.3 dies of a handler that asks it to write. */
class GlobalPoisonTest {
    private final ServiceContext context = ServiceContext.offline();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final DeadLetters deadLetters = new DeadLetters(context.wire(), "test", context.meters(), () -> producer);

    @Test
    void writesTheLetterItself() {
        assertThat(response(new Global("source")).deadLetterQueueRecords()).isEmpty();

        assertThat(producer.history()).hasSize(1);
        assertThat(producer.history().getFirst().topic()).isEqualTo("messages.dead-letters");
    }

    @Test
    void onlyCountsWhatItReadsAgainAtStart() {
        assertThat(response(new Global(null)).result()).isEqualTo(Result.RESUME);

        assertThat(producer.history()).isEmpty();
        assertThat(context.meters().get("swarmlog.dead.letters").counter().count())
                .isEqualTo(1);
    }

    private Response response(ErrorHandlerContext where) {
        context.wire().registerSchemas();
        UnreadableRecords handler = new UnreadableRecords();
        handler.configure(Map.of(DeadLetters.CONFIG, deadLetters));
        var record = new ConsumerRecord<>(where.topic(), 0, 4, where.sourceRawKey(), where.sourceRawValue());
        return handler.handleError(where, record, new SerializationException("no such thing"));
    }

    /** Where the global thread stands; while it restores, it names no processor. */
    private record Global(@Nullable String processorNodeId) implements ErrorHandlerContext {
        @Override
        public String topic() {
            return "table";
        }

        @Override
        public int partition() {
            return 0;
        }

        @Override
        public long offset() {
            return 4;
        }

        @Override
        public Headers headers() {
            return new RecordHeaders();
        }

        @Override
        public TaskId taskId() {
            return new TaskId(-1, -1);
        }

        @Override
        public long timestamp() {
            return 0;
        }

        @Override
        public byte[] sourceRawKey() {
            return "k".getBytes(UTF_8);
        }

        @Override
        public byte[] sourceRawValue() {
            return new byte[] {1};
        }
    }
}
