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
        return refusal(ReplyAddress.of(message));
    }

    private @Nullable Answer refusal(ReplyAddress address) {
        if (address.isNobody()) {
            return null;
        }
        Integer count = partitions.get(address.topic());
        if (count == null) {
            return Answer.refused(
                    Answer.Cause.INVALID,
                    "replyTopic: one of " + partitions.keySet() + " is expected, found '" + address.topic() + "'");
        }
        return address.partition() < count
                ? null
                : Answer.refused(
                        Answer.Cause.INVALID,
                        "replyPartition: less than " + count + " is expected, found " + address.partition());
    }

    /** The reply to where somebody waits; to the usual topic where nobody does, or where it is not there. */
    Outbound addressed(Reply reply, ReplyAddress to) {
        return to.isNobody() || refusal(to) != null
                ? Outbound.byKey(usual, reply)
                : new Outbound(to.topic(), to.partition(), reply);
    }
}
