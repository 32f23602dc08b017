package dev.swarmlog.runtime.poison;

import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.DeadLetterReason;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

/** Kafka Streams' handler of records that cannot be decoded. */
public final class UnreadableRecords implements DeserializationExceptionHandler {
    private @Nullable DeadLetters deadLetters;

    @Override
    public void configure(Map<String, ?> configs) {
        deadLetters = DeadLetters.in(configs);
    }

    @Override
    public Response handleError(ErrorHandlerContext where, ConsumerRecord<byte[], byte[]> record, Exception why) {
        if (deadLetters == null || Blame.of(why) != Blame.WORK) {
            return Response.fail();
        }
        boolean oversized = record.value() != null && record.value().length > Limits.RECORD_BYTES_MAX;
        return Response.resume(
                deadLetters.bury(where, oversized ? DeadLetterReason.OVERSIZED : DeadLetterReason.UNDECODABLE, why));
    }
}
