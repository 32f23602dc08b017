package dev.swarmlog.runtime.poison;

import dev.swarmlog.v1.DeadLetterReason;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Streams' handler of outputs that cannot be encoded or sent. What is too large never gets as far as sending,
 * since the serializers refuse it: a failed send spoils the whole transaction, a failed encoding does not.
 */
public final class UnwritableRecords implements ProductionExceptionHandler {
    private @Nullable DeadLetters deadLetters;

    @Override
    public void configure(Map<String, ?> configs) {
        deadLetters = DeadLetters.in(configs);
    }

    @Override
    public Response handleError(ErrorHandlerContext where, ProducerRecord<byte[], byte[]> output, Exception why) {
        // Never RETRY: Streams then names one corrupted task, and commits others whose records were lost as well.
        return Response.fail();
    }

    @Override
    @SuppressWarnings("rawtypes") // as Kafka declares it
    public Response handleSerializationError(
            ErrorHandlerContext where, ProducerRecord output, Exception why, SerializationExceptionOrigin origin) {
        boolean noRecord = where.topic() == null || where.offset() < 0;
        if (deadLetters == null || noRecord || Blame.of(why) != Blame.WORK) {
            return Response.fail();
        }
        if (deadLetters.fuse().blows(System.currentTimeMillis())) {
            return Response.fail();
        }
        return Response.resume(deadLetters.bury(where, DeadLetterReason.INVALID, why));
    }
}
