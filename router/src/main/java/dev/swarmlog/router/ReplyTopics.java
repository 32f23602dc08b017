package dev.swarmlog.router;

import dev.swarmlog.router.core.Answer;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where replies may go: to the topics of the replies family that are there, and to no other. */
final class ReplyTopics {
    private final String usual;
    private final Map<String, Integer> partitions = new HashMap<>();

    ReplyTopics(Topics topics) {
        usual = topics.replies.name();
        for (Topic<?> topic : topics.all()) {
            if (topics.isReplyTopic(topic.name())) {
                partitions.put(topic.name(), topic.partitions());
            }
        }
    }

    /** What is wrong with where the message wants its reply; null for nothing. */
    @Nullable
    Answer refusal(Message message) {
        if (message.getReplyTopic().isEmpty()) {
            return null;
        }
        Integer count = partitions.get(message.getReplyTopic());
        if (count == null) {
            return Answer.refused(
                    Answer.Cause.INVALID,
                    "replyTopic: one of " + partitions.keySet() + " is expected, found '" + message.getReplyTopic()
                            + "'");
        }
        return message.getReplyPartition() < count
                ? null
                : Answer.refused(
                        Answer.Cause.INVALID,
                        "replyPartition: less than " + count + " is expected, found " + message.getReplyPartition());
    }

    /** The reply to where the message wants it; to the usual topic when it does not say, or asks for what is not there. */
    Outbound addressed(Reply reply, Message to) {
        return to.getReplyTopic().isEmpty() || refusal(to) != null
                ? Outbound.byKey(usual, reply)
                : new Outbound(to.getReplyTopic(), to.getReplyPartition(), reply);
    }
}
