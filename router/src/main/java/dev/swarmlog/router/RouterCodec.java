package dev.swarmlog.router;

import dev.swarmlog.router.core.Admission;
import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.Effect;
import dev.swarmlog.router.core.FailureClass;
import dev.swarmlog.router.core.MessageEvent;
import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.Terms;
import dev.swarmlog.router.core.balance.AgentLoad;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.gather.Asking;
import dev.swarmlog.router.core.guard.Breaker;
import dev.swarmlog.router.rules.LiveRules;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.MessageAttributes;
import dev.swarmlog.v1.AgentObservation;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.BreakerState;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.DeadLetterReason;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Gather;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.OutcomeStatus;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.Routing;
import dev.swarmlog.v1.Severity;
import dev.swarmlog.v1.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Between the wire's records and the router's events and effects. */
final class RouterCodec {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Usage NO_USAGE = new Usage(0L, 0L, 0L);

    private RouterCodec() {}

    /** The message with another routing; everything else is shared, the payload not copied. */
    static Message routed(Message message, Routing routing) {
        return with(message, routing, message.getPayload());
    }

    static Message withoutPayload(Message message) {
        return with(message, message.getRouting(), NOTHING);
    }

    private static Message with(Message message, Routing routing, ByteBuffer payload) {
        return new Message(
                message.getMessageId(),
                message.getType(),
                message.getSource(),
                message.getAttributes(),
                routing,
                message.getPriority(),
                message.getSubmittedAtMs(),
                message.getDeadlineMs(),
                message.getReplyTopic(),
                message.getReplyPartition(),
                message.getCorrelationKey(),
                message.getIdempotencyKey(),
                message.getMaxAttempts(),
                message.getHops(),
                message.getContentType(),
                payload,
                message.getGather(),
                message.getWithdrawal());
    }

    static Admission.Candidate candidate(Message message, String key) {
        return new Admission.Candidate(
                message.getMessageId(),
                key,
                message.getType(),
                message.getAttributes(),
                message.getPayload().remaining(),
                new Admission.Wishes(
                        message.getRouting().getTags().size(),
                        message.getRouting().getStrategy(),
                        message.getRouting().getTracked()
                                || (message.getReplyTopic().isEmpty()
                                        && message.getIdempotencyKey().isEmpty())),
                longestText(message),
                message.getHops(),
                message.getMaxAttempts());
    }

    static Asking asking(Message message) {
        Gather gather = message.getGather();
        return new Asking(
                gather.getMode(),
                gather.getFanOut(),
                gather.getQuorum(),
                gather.getBy(),
                gather.getWindowMs(),
                message.getRouting().getStrategy().equalsIgnoreCase(Asking.BROADCAST));
    }

    /** The longest of the texts that have no bound of their own. */
    private static int longestText(Message message) {
        Routing routing = message.getRouting();
        int longest =
                Math.max(message.getSource().length(), message.getContentType().length());
        longest = Math.max(longest, message.getCorrelationKey().length());
        longest = Math.max(longest, message.getIdempotencyKey().length());
        longest = Math.max(longest, routing.getCapability().length());
        longest = Math.max(longest, routing.getRegion().length());
        longest = Math.max(longest, routing.getVersionRange().length());
        longest = Math.max(longest, routing.getAffinityKey().length());
        longest = Math.max(longest, routing.getZone().length());
        longest = Math.max(longest, message.getGather().getMode().length());
        longest = Math.max(longest, message.getGather().getBy().length());
        for (String tag : routing.getTags()) {
            longest = Math.max(longest, tag.length());
        }
        return longest;
    }

    static Terms terms(Message message, RouterConfig config, boolean awaited, long nowMs) {
        return new Terms(
                message.getMaxAttempts() == 0 ? config.attemptsMax() : message.getMaxAttempts(),
                message.getDeadlineMs() == 0 ? nowMs + config.deadlineMs() : message.getDeadlineMs(),
                awaited,
                !message.getIdempotencyKey().isEmpty(),
                message.getRouting().getTracked(),
                MessageAttributes.isPatient(message.getAttributes()),
                MessageAttributes.losses(message.getAttributes()));
    }

    /** The event that an outcome is; null for a status of a version to come. */
    static @Nullable MessageEvent event(Outcome outcome) {
        if (outcome.getAgentId().length() > Limits.ID_CHARS_MAX) {
            return null;
        }
        MessageEvent.Assignment of = new MessageEvent.Assignment(
                Math.clamp(outcome.getFence(), 0, Integer.MAX_VALUE), outcome.getAgentId(), outcome.getAgentEpoch());
        int resultBytes = outcome.getResult().remaining();
        if (resultBytes > Limits.PAYLOAD_BYTES_MAX) {
            String error = "result: at most " + Limits.PAYLOAD_BYTES_MAX + " bytes are allowed, found " + resultBytes;
            return new MessageEvent.Failed(of, FailureClass.NON_RETRYABLE, error, 0);
        }
        int typeChars = outcome.getContentType().length();
        if (typeChars > Limits.ID_CHARS_MAX) {
            String error =
                    "contentType: at most " + Limits.ID_CHARS_MAX + " characters are allowed, found " + typeChars;
            return new MessageEvent.Failed(of, FailureClass.NON_RETRYABLE, error, 0);
        }
        return switch (outcome.getStatus()) {
            case ACCEPTED, PROGRESS -> new MessageEvent.Progressed(of);
            case COMPLETED -> new MessageEvent.Completed(of);
            case REJECTED ->
                new MessageEvent.Declined(
                        of,
                        failureClass(outcome),
                        readable(outcome.getError()),
                        Math.max(0, outcome.getRetryAfterMs()));
            case FAILED ->
                new MessageEvent.Failed(
                        of,
                        failureClass(outcome),
                        readable(outcome.getError()),
                        Math.max(0, outcome.getRetryAfterMs()));
            case UNKNOWN -> null;
        };
    }

    /** A failure that does not say what it is gets the benefit of the doubt. */
    static FailureClass failureClass(Outcome outcome) {
        return switch (outcome.getErrorClass()) {
            case RETRYABLE, NONE, UNKNOWN -> FailureClass.RETRYABLE;
            case NON_RETRYABLE -> FailureClass.NON_RETRYABLE;
            case RATE_LIMITED -> FailureClass.RATE_LIMITED;
            case RESOURCE_EXHAUSTED -> FailureClass.RESOURCE_EXHAUSTED;
        };
    }

    /** A lease of nothing says that nobody waits for an outcome. */
    static Delivery delivery(Flight flight, Effect.Deliver deliver, int leaseMs, int outcomePartition, long nowMs) {
        Message message = flight.message();
        Seat seat = deliver.seat();
        return new Delivery(
                flight.key() + "#" + deliver.attempt(),
                flight.key(),
                seat.agentId(),
                seat.epoch(),
                deliver.attempt(),
                (long) deliver.attempt(),
                flight.terms.tracked() ? leaseMs : 0,
                nowMs,
                flight.terms.deadlineMs(),
                outcomePartition,
                message.getType(),
                message.getSource(),
                message.getAttributes(),
                message.getHops(),
                message.getContentType(),
                message.getPayload(),
                "");
    }

    /** The delivery that the agent has, but for what there was to do; so those who know no withdrawals take it for a repetition. */
    static Delivery withdrawal(Flight flight, Effect.Withdraw withdraw, int leaseMs, int outcomePartition, long nowMs) {
        Message message = flight.message();
        MessageState.InFlight at = withdraw.underWay();
        return new Delivery(
                flight.key() + "#" + at.attempt(),
                flight.key(),
                at.agentId(),
                at.agentEpoch(),
                at.attempt(),
                (long) at.attempt(),
                leaseMs,
                nowMs,
                nowMs,
                outcomePartition,
                message.getType(),
                message.getSource(),
                Map.of(),
                message.getHops(),
                message.getContentType(),
                NOTHING,
                withdraw.why());
    }

    /** The event that a withdrawal is. */
    static MessageEvent.Withdrawn withdrawn(Message withdrawal) {
        long deadlineMs = withdrawal.getDeadlineMs();
        return new MessageEvent.Withdrawn(
                readable(withdrawal.getWithdrawal()), deadlineMs <= 0 ? MessageState.NEVER : deadlineMs);
    }

    static Reply reply(Flight flight, Answer answer, @Nullable Outcome outcome, long nowMs) {
        Gathered gathered = flight instanceof GatherFlight gather ? gather.gathered() : null;
        if (gathered != null) {
            return reply(flight, answer, gathered, nowMs);
        }
        Outcome work = answer.status() == Answer.Status.COMPLETED ? outcome : null;
        return new Reply(
                flight.key(),
                status(answer.status()),
                errorClass(answer.failureClass()),
                answer.error(),
                answer.retryAfterMs(),
                answer.agentId(),
                answer.attempts(),
                outcome == null ? NO_USAGE : outcome.getUsage(),
                flight.message().getSubmittedAtMs(),
                nowMs,
                work == null ? "" : work.getContentType(),
                work == null ? NOTHING : work.getResult(),
                List.of(),
                answer.inDoubt());
    }

    static Reply nothingToWithdraw(Message withdrawal, long nowMs) {
        return new Reply(
                withdrawal.getMessageId(),
                ReplyStatus.REJECTED,
                ErrorClass.NON_RETRYABLE,
                "no message of this id is under way: it was never submitted, or has ended",
                0L,
                "",
                0,
                NO_USAGE,
                withdrawal.getSubmittedAtMs(),
                nowMs,
                "",
                NOTHING,
                List.of(),
                true);
    }

    /** What a gather has by now, in the form in which it will be told. */
    static Reply soFar(GatherFlight gather) {
        return new Reply(
                gather.key(),
                ReplyStatus.UNKNOWN,
                ErrorClass.NONE,
                "",
                0L,
                "",
                0,
                NO_USAGE,
                gather.message().getSubmittedAtMs(),
                0L,
                "",
                NOTHING,
                Gathered.answersSoFar(gather),
                false);
    }

    private static Reply reply(Flight flight, Answer answer, Gathered gathered, long nowMs) {
        return new Reply(
                flight.key(),
                status(answer.status()),
                errorClass(answer.failureClass()),
                answer.error(),
                answer.retryAfterMs(),
                answer.agentId(),
                answer.attempts(),
                gathered.usage(),
                flight.message().getSubmittedAtMs(),
                nowMs,
                gathered.contentType(),
                gathered.result(),
                gathered.answers(),
                answer.inDoubt());
    }

    /** With the submitted record's coordinates and bytes, so that it can be submitted again. */
    static DeadLetter deadLetter(Flight flight, Answer answer, TopicPartition at, ByteBuffer submitted, long nowMs) {
        ByteBuffer kept = submitted.slice(0, Math.min(submitted.remaining(), Limits.DEAD_LETTER_VALUE_BYTES_MAX));
        return new DeadLetter(
                reason(answer.cause()),
                answer.error(),
                at.topic(),
                at.partition(),
                flight.turn.arrival(),
                answer.attempts(),
                nowMs,
                submitted.remaining(),
                ByteBuffer.wrap(flight.key().getBytes(StandardCharsets.UTF_8)),
                kept);
    }

    /** An outcome of nobody's work, by which a task learns how far it has read. */
    static Outcome mark(int partition, long life, long nowMs) {
        return new Outcome(
                "mark",
                "",
                "router/" + partition,
                life,
                0,
                nowMs,
                OutcomeStatus.PROGRESS,
                ErrorClass.NONE,
                "",
                0L,
                -1.0f,
                NO_USAGE,
                nowMs,
                "",
                NOTHING);
    }

    static AgentObservation observation(String agentId, AgentLoad.Observation seen, String observer, long nowMs) {
        return new AgentObservation(
                agentId,
                seen.epoch(),
                observer,
                seen.fromMs(),
                nowMs,
                seen.sent(),
                seen.completed(),
                seen.failedByClass(),
                seen.latencyMsMean(),
                seen.latencyMsMax(),
                switch (seen.breaker()) {
                    case Breaker.Closed closed -> BreakerState.CLOSED;
                    case Breaker.Open open -> BreakerState.OPEN;
                    case Breaker.HalfOpen half -> BreakerState.HALF_OPEN;
                },
                seen.trailingFailures(),
                seen.canariesAnswered());
    }

    private static String readable(String text) {
        return text.length() <= Limits.TEXT_CHARS_MAX ? text : text.substring(0, Limits.TEXT_CHARS_MAX);
    }

    static ReplyStatus status(Answer.Status status) {
        return switch (status) {
            case COMPLETED -> ReplyStatus.COMPLETED;
            case PARTIAL -> ReplyStatus.PARTIAL;
            case FAILED -> ReplyStatus.FAILED;
            case REJECTED -> ReplyStatus.REJECTED;
            case EXPIRED -> ReplyStatus.EXPIRED;
            case WITHDRAWN -> ReplyStatus.WITHDRAWN;
        };
    }

    static ErrorClass errorClass(FailureClass failureClass) {
        return switch (failureClass) {
            case NONE -> ErrorClass.NONE;
            case RETRYABLE -> ErrorClass.RETRYABLE;
            case NON_RETRYABLE -> ErrorClass.NON_RETRYABLE;
            case RATE_LIMITED -> ErrorClass.RATE_LIMITED;
            case RESOURCE_EXHAUSTED -> ErrorClass.RESOURCE_EXHAUSTED;
        };
    }

    static Alert alert(LiveRules.News news, long nowMs) {
        return new Alert("router", Severity.WARNING, news.code(), news.text(), Map.of("rule", news.rule()), nowMs);
    }

    private static DeadLetterReason reason(Answer.Cause cause) {
        return switch (cause) {
            case NONE -> DeadLetterReason.UNKNOWN;
            case INVALID -> DeadLetterReason.INVALID;
            case OVERSIZED -> DeadLetterReason.OVERSIZED;
            case NO_SUCH_CAPABILITY -> DeadLetterReason.NO_SUCH_CAPABILITY;
            case NO_CAPACITY -> DeadLetterReason.NO_CAPACITY;
            case NON_RETRYABLE -> DeadLetterReason.NON_RETRYABLE;
            case ATTEMPTS_EXHAUSTED -> DeadLetterReason.ATTEMPTS_EXHAUSTED;
            case EXPIRED -> DeadLetterReason.EXPIRED;
            case LOOPING -> DeadLetterReason.LOOPING;
            case REFUSED_BY_RULE -> DeadLetterReason.REFUSED_BY_RULE;
            case INCOMPLETE -> DeadLetterReason.INCOMPLETE;
            case WITHDRAWN -> DeadLetterReason.UNKNOWN; // is always a reply
        };
    }

    /** What others say, or an earlier life of the agent, is nothing to hold against it. */
    static boolean isOf(InFlight at, Outcome outcome) {
        return at.attempt() == outcome.getFence()
                && at.agentEpoch() == outcome.getAgentEpoch()
                && at.agentId().equals(outcome.getAgentId());
    }
}
