package dev.swarmlog.saga;

import dev.swarmlog.v1.Message;
import org.apache.kafka.common.header.Headers;

/**
 * Where steps leave the engine ahead of the commit of the decision to begin them: up to 40 ms sooner. Only forward, and
 * only where doing it twice is like doing it once: if the transaction is lost the decision is made again, and may be
 * another one. For one task.
 */
interface Ahead extends AutoCloseable {
    void send(Message message, Headers headers);

    /** Returns when everything that was sent is in the log; throws where something is not, and the commit must not happen. */
    void settle();

    @Override
    void close();
}
