package dev.swarmlog.router.core;

import dev.swarmlog.router.core.Answer.Cause;
import dev.swarmlog.router.core.strategy.StrategyName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a message may be routed at all. What is refused is told why, with what was expected and what was found. */
public record Admission(AdmissionLimits limits) {
    /** The facts of a message that its admission depends on, payload aside. */
    public record Candidate(
            String messageId,
            String recordKey,
            String type,
            Map<String, String> attributes,
            int payloadBytes,
            Wishes wishes,
            int longestText,
            int hops,
            int attempts) {}

    /** What a message says about who is to get it, and whether its other wishes go with its being tracked or not. */
    public record Wishes(int tags, String strategy, boolean consistent) {}

    /** The refusal; null when the message is welcome. */
    public @Nullable Answer refusal(Candidate message) {
        if (message.messageId().isEmpty() || message.messageId().length() > limits.idCharsMax()) {
            return invalid("messageId: 1 to " + limits.idCharsMax() + " characters are expected, found "
                    + message.messageId().length());
        }
        if (!message.messageId().equals(message.recordKey())) {
            return invalid("the record's key is expected to be the messageId, found another");
        }
        if (message.type().isEmpty() || message.type().length() > limits.idCharsMax()) {
            return invalid("type: 1 to " + limits.idCharsMax() + " characters are expected, found "
                    + message.type().length());
        }
        if (isReserved(message)) {
            return invalid("type " + limits.reservedType() + " and a messageId that begins with one of "
                    + limits.reservedIdPrefixes() + " are the platform's own; another is expected");
        }
        if (message.longestText() > limits.idCharsMax()) {
            return invalid("source, contentType, keys, routing: at most " + limits.idCharsMax()
                    + " characters each are allowed, found " + message.longestText());
        }
        if (message.payloadBytes() > limits.payloadBytesMax()) {
            return Answer.refused(
                    Cause.OVERSIZED,
                    "payload: at most " + limits.payloadBytesMax() + " bytes are allowed, found "
                            + message.payloadBytes());
        }
        if (message.hops() < 0) {
            return invalid("hops: 0 to " + limits.hopsMax() + " are allowed, found " + message.hops());
        }
        if (message.hops() > limits.hopsMax()) {
            return Answer.refused(
                    Cause.LOOPING,
                    "hops: 0 to " + limits.hopsMax() + " are allowed, found " + message.hops()
                            + "; is it handed on in a circle?");
        }
        if (message.attempts() < 0 || message.attempts() > limits.attemptsMax()) {
            return invalid("maxAttempts: 0 to " + limits.attemptsMax() + " are allowed, found " + message.attempts());
        }
        Answer refusal = wishesRefusal(message.wishes());
        return refusal != null ? refusal : attributesRefusal(message.attributes());
    }

    private boolean isReserved(Candidate message) {
        for (String prefix : limits.reservedIdPrefixes()) {
            if (message.messageId().startsWith(prefix)) {
                return true;
            }
        }
        return message.type().equals(limits.reservedType());
    }

    private @Nullable Answer wishesRefusal(Wishes wishes) {
        if (wishes.tags() > limits.tagsMax()) {
            return invalid("tags: at most " + limits.tagsMax() + " are allowed, found " + wishes.tags());
        }
        if (!wishes.consistent()) {
            return invalid(
                    "an untracked message has no answer: replyTopic and idempotencyKey are expected to be empty");
        }
        String strategy = wishes.strategy();
        if (strategy.isEmpty() || StrategyName.find(strategy) != null) {
            return null;
        }
        return invalid("strategy: one of " + StrategyName.listed() + " is expected, found '"
                + strategy.substring(0, Math.min(strategy.length(), limits.idCharsMax())) + "'");
    }

    private @Nullable Answer attributesRefusal(Map<String, String> attributes) {
        if (attributes.isEmpty()) {
            return null;
        }
        if (attributes.size() > limits.attributesMax()) {
            return invalid(
                    "attributes: at most " + limits.attributesMax() + " are allowed, found " + attributes.size());
        }
        int charsOverall = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            int chars = attribute.getKey().length() + attribute.getValue().length();
            if (chars > limits.attributeCharsMax()) {
                return invalid("an attribute has at most " + limits.attributeCharsMax() + " characters, found one of "
                        + chars);
            }
            charsOverall += chars;
        }
        return charsOverall <= limits.attributesCharsMax()
                ? null
                : invalid("attributes: at most " + limits.attributesCharsMax()
                        + " characters are allowed together, found " + charsOverall);
    }

    private static Answer invalid(String why) {
        return Answer.refused(Cause.INVALID, why);
    }
}
