package dev.swarmlog.agent.messages;

import dev.swarmlog.agent.messages.MessageDraft.ReplyTo;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.Gather;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Priority;
import dev.swarmlog.v1.Routing;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** That a message is taken back, for messages.submitted. */
public record Withdrawal(String messageId, String why) {
    /** Nobody routes by it; it is for readers of the topic. */
    private static final String TYPE = "swarmlog.withdrawal";

    public Withdrawal {
        if (messageId.isEmpty() || messageId.length() > Limits.ID_CHARS_MAX) {
            throw new IllegalArgumentException("the id of a message, 1 to " + Limits.ID_CHARS_MAX
                    + " characters, is expected, found " + messageId.length());
        }
        if (why.isBlank()) {
            throw new IllegalArgumentException("a reason is expected: the agent that is told to stop is told why");
        }
        why = why.substring(0, Math.min(why.length(), Limits.TEXT_CHARS_MAX));
    }

    /**
     * For who hears the end of the message where it was submitted, or need not hear it.
     *
     * @param untilMs until when the agent's word is waited for; 0 means as long as the router does
     */
    public Message unheard(String source, long nowMs, long untilMs) {
        return toMessage(source, nowMs, untilMs, ReplyTo.NOBODY);
    }

    Message toMessage(long nowMs, long untilMs, ReplyTo replyTo) {
        return toMessage("", nowMs, untilMs, replyTo);
    }

    private Message toMessage(String source, long nowMs, long untilMs, ReplyTo replyTo) {
        return new Message(
                messageId,
                TYPE,
                source,
                Map.of(),
                new Routing("", "", "", List.of(), "", "", "", true),
                Priority.NORMAL,
                nowMs,
                untilMs,
                replyTo.topic(),
                replyTo.partition(),
                "",
                "",
                0,
                0,
                "application/json",
                ByteBuffer.allocate(0),
                new Gather("", 0, 0, "", 0),
                why);
    }
}
