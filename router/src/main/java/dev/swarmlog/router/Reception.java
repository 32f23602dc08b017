package dev.swarmlog.router;

import dev.swarmlog.agent.core.MessageIds;
import dev.swarmlog.router.core.Admission;
import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.Terms;
import dev.swarmlog.router.core.balance.Turn;
import dev.swarmlog.router.core.gather.Asking;
import dev.swarmlog.router.core.gather.GatherAdmission;
import dev.swarmlog.router.rules.RuleMatcher;
import dev.swarmlog.router.rules.Ruling;
import dev.swarmlog.v1.Message;
import org.jspecify.annotations.Nullable;

/** Mutable and for one thread: makes of a submitted record a message that can be decided on, or says what is wrong with it. */
final class Reception {
    /** More than any version of a traceparent has so far. */
    private static final int TRACE_CHARS_MAX = 128;

    private final RouterConfig config;
    private final Admission admission;
    private final RuleMatcher rules;
    private final GatherAdmission gathering;
    private final CandidatePools pools;

    Reception(RouterConfig config, RuleMatcher rules, CandidatePools pools) {
        this.config = config;
        this.admission = new Admission(config.admission());
        this.rules = rules;
        this.gathering = config.gather().admission();
        this.pools = pools;
    }

    /**
     * Where a submitted record stood.
     *
     * @param key the record's key
     * @param trace the trace of its routing
     * @param refusal what is wrong with where its answer should go; null for nothing
     */
    record Submission(
            String key, long offset, String trace, @Nullable Answer refusal) {}

    /** A message that was not heard of before, and why it must not be routed; null when it may. */
    record Arrival(Flight flight, @Nullable Answer refusal) {}

    /** Repetitions meet only if they are named alike, since the name decides their partition. */
    private static @Nullable Answer misnamed(Message message) {
        String key = message.getIdempotencyKey();
        if (key.isEmpty()) {
            return null;
        }
        String expected = MessageIds.derived(message.getSource(), key);
        return message.getMessageId().equals(expected)
                ? null
                : Answer.refused(
                        Answer.Cause.INVALID,
                        "messageId: with this source and idempotencyKey " + expected + " is expected, found "
                                + message.getMessageId());
    }

    /** What waits, or hangs, for ever holds its room for ever. To expire sooner than was asked would surprise more. */
    private @Nullable Answer endless(Message message, long nowMs) {
        return message.getDeadlineMs() <= nowMs + config.deadlineMsMax()
                ? null
                : Answer.refused(
                        Answer.Cause.INVALID,
                        "deadlineMs: at most " + config.deadlineMsMax() + " ms from now are allowed, found "
                                + message.getDeadlineMs() + " at " + nowMs);
    }

    Arrival receive(Message message, Submission at, long nowMs) {
        Answer refusal =
                at.refusal() != null ? at.refusal() : admission.refusal(RouterCodec.candidate(message, at.key()));
        if (refusal == null) {
            refusal = misnamed(message);
        }
        if (refusal == null) {
            refusal = endless(message, nowMs);
        }
        Ruling ruling = refusal == null ? rules.ask(message) : null;
        if (ruling == null) {
            return arrival(message, null, refusal, at, nowMs);
        }
        if (ruling.refuses()) {
            refusal = Answer.refused(Answer.Cause.REFUSED_BY_RULE, ruling.refusal());
        }
        Ruled ruled = new Ruled(ruling.rule(), message.getRouting());
        return arrival(RouterCodec.routed(message, ruling.routing()), ruled, refusal, at, nowMs);
    }

    private Arrival arrival(
            Message message, @Nullable Ruled ruled, @Nullable Answer refused, Submission at, long nowMs) {
        Answer refusal = refused;
        Asking asking = RouterCodec.asking(message);
        if (refusal == null) {
            refusal = gathering.refusal(
                    asking,
                    message.getPayload().remaining(),
                    message.getRouting().getTracked());
        }
        CandidatePool pool = pools.nobody();
        if (refusal == null) {
            try {
                pool = pools.of(message);
            } catch (IllegalArgumentException e) {
                refusal = Answer.refused(Answer.Cause.INVALID, "routing: " + e.getMessage());
            }
        }
        boolean awaited = !message.getReplyTopic().isEmpty() && at.refusal() == null;
        Terms terms = RouterCodec.terms(message, config, awaited, nowMs);
        Turn turn = config.waiting().turn(message.getPriority(), nowMs, at.offset());
        // It is kept with the message, and is somebody else's header.
        String trace = at.trace().length() <= TRACE_CHARS_MAX ? at.trace() : "";
        Flight flight = asking.isForOne()
                ? new Flight(message, ruled, terms, turn, trace, pool)
                : new GatherFlight(message, ruled, terms, turn, trace, pool);
        return new Arrival(flight, refusal);
    }
}
