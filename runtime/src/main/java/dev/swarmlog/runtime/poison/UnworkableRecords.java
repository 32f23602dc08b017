package dev.swarmlog.runtime.poison;

import dev.swarmlog.v1.DeadLetterReason;
import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Kafka Streams' handler of records on which a processor throws. That is a fault of ours, but one record must not stop
 * all others; a timer that throws has no record to bury, and stops the service.
 */
public final class UnworkableRecords implements ProcessingExceptionHandler {
    private @Nullable DeadLetters deadLetters;

    @Override
    public void configure(Map<String, ?> configs) {
        deadLetters = DeadLetters.in(configs);
    }

    @Override
    public Response handleError(ErrorHandlerContext where, Record<?, ?> record, Exception why) {
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
