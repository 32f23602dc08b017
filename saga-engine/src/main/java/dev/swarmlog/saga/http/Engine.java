package dev.swarmlog.saga.http;

import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SagaCommand;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Whoever decides on a saga, wherever that is: told by a topic, heard by another. Thread-safe. */
public interface Engine {
    /** An id for a saga that nobody else has. */
    String freshId();

    /**
     * The future holds the one reply: to a START how the saga ended, to anything else whether it was obeyed; where
     * that is refused, at once. Who does not want to wait any longer cancels it.
     */
    CompletableFuture<Reply> ask(SagaCommand.Builder command);

    /**
     * All of which a saga can be made, for a command; empty where nothing is. Reads the log, which may take a while.
     * Throws an {@link IllegalArgumentException} where what is there cannot be used.
     */
    List<ByteBuffer> history(String sagaId);
}
