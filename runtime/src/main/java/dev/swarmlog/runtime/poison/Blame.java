package dev.swarmlog.runtime.poison;

import dev.swarmlog.schemas.wire.SchemaRegistryException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;

/** Whose fault a failure is. */
public enum Blame {
    /** The world's, for now: the same work may succeed later. */
    WORLD,
    /** Nobody who comes back by himself: credentials, settings, another process in our place. */
    OPERATOR,
    /** The record's, or our program's. */
    WORK;

    public static Blame of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedInstanceIdException || cause instanceof InvalidSessionTimeoutException) {
                return OPERATOR;
            }
            if (isPassing(cause)) {
                return WORLD;
            }
            if (cause instanceof SchemaRegistryException registry) {
                return ofRegistry(registry.kind());
            }
        }
        return WORK;
    }

    private static boolean isPassing(Throwable cause) {
        return cause instanceof RetriableException
                || isTransactionOfThePast(cause)
                || isUnexplained(cause)
                || cause instanceof LockException
                || cause instanceof MissingSourceTopicException
                || cause instanceof TaskCorruptedException
                || cause instanceof TaskMigratedException;
    }

    /**
     * Somebody ended our transaction while we stood still. Streams knows most of the ways to learn of it, but not that of a
     * commit which comes after the coordinator's own abort (InvalidTxnState). Nothing was committed, so all can begin anew.
     */
    private static boolean isTransactionOfThePast(Throwable cause) {
        return cause instanceof InvalidTxnStateException
                || cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException
                || cause instanceof TransactionAbortableException;
    }

    /**
     * A coordinator may fail at ending a transaction that it has just decided to end itself (Kafka 4.3: "transition to
     * ONGOING while it already a pending state PREPARE_EPOCH_FENCE"). The producer has no name for that. Whether it was
     * committed, whoever begins anew finds in the log.
     */
    private static boolean isUnexplained(Throwable cause) {
        String text = cause.getMessage();
        return cause.getClass() == KafkaException.class && text != null && text.startsWith("Unhandled error in ");
    }

    private static Blame ofRegistry(SchemaRegistryException.Kind kind) {
        return switch (kind) {
            case UNREACHABLE -> WORLD;
            case REFUSED -> OPERATOR;
            case NOT_REGISTERED -> WORK;
        };
    }
}
