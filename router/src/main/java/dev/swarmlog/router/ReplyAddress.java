package dev.swarmlog.router;

import dev.swarmlog.v1.Message;

/**
 * Where somebody waits for the answer to a message.
 *
 * @param topic empty for nobody
 * @param partition negative for the one that the key falls into
 * @param key the record's key
 */
record ReplyAddress(String topic, int partition, String key) {
    static ReplyAddress of(Message message) {
        String correlation = message.getCorrelationKey();
        return new ReplyAddress(
                message.getReplyTopic(),
                Math.max(-1, message.getReplyPartition()),
                correlation.isEmpty() ? message.getMessageId() : correlation);
    }

    boolean isNobody() {
        return topic.isEmpty();
    }
}
