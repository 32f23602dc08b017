package dev.swarmlog.agent;

import dev.swarmlog.agent.messages.MessageDraft;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A delivery as its handler sees it. */
public interface HandlerContext {
    /** The agent that is to do the work. */
    String agentId();

    /** Which life of the agent this is, as the registry counts them; 0 where nobody says. */
    default long epoch() {
        return 0;
    }

    String messageId();

    /** The same when the same delivery comes again; the handler then is not called again. */
    String deliveryId();

    String type();

    String source();

    Map<String, String> attributes();

    String contentType();

    /** The payload, read only; each call gives a fresh view of it. */
    ByteBuffer payload();

    /** The payload as UTF-8 text. */
    default String text() {
        return StandardCharsets.UTF_8.decode(payload()).toString();
    }

    /** 1 for the first attempt at the message. */
    int attempt();

    /** How often this work was routed on before; {@link #handOn} counts one more. */
    int hops();

    /**
     * A message by which the agent hands this work on: it counts one hop more, so that work that is handed on in a circle
     * ends as {@code LOOPING}. To be submitted by a {@link dev.swarmlog.agent.messages.MessageClient}.
     */
    default MessageDraft handOn(String toType) {
        return MessageDraft.ofType(toType).source(agentId()).handedOnAfter(hops());
    }

    /** When the work is stopped and counts as failed, in milliseconds since 1970. */
    long deadlineMs();

    /** Whether nobody waits for the result any more: the deadline has passed, the host is closing, or it was withdrawn. */
    boolean isCancelled();

    /**
     * Whether whoever submitted the message took it back. What the handler then does is told as ever, and believed: a result
     * says that the work is done, and may have to be undone by somebody; an exception says that nothing of it stays. So a
     * handler that cannot stop cleanly goes on. It is interrupted only if the agent was built so
     * ({@link Agent.Builder#interruptedWhenWithdrawn}).
     */
    default boolean isWithdrawn() {
        return false;
    }

    /** Tells how far the work is, from 0 to 1, and renews its lease. Cheap to call often: it is sent now and then. */
    void progress(double share);
}
