package dev.swarmlog.audit;

import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.OutcomeStatus;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Mutable: what the topics say of one message, each topic's records in their order. */
public final class MessageTrail {
    final String id;
    final List<Sent> deliveries = new ArrayList<>(1);
    final List<Told> outcomes = new ArrayList<>(2);
    final List<Ended> ends = new ArrayList<>(1);
    int submissions;
    int attemptsMax;
    boolean tracked = true;
    long submittedAtMs;
    long deadlineMs = Long.MAX_VALUE;

    /** One assignment as it was written; the fence is the number of the attempt. */
    public record Sent(long fence, String agentId, long agentEpoch, long atMs, int leaseMs) {}

    /** What an agent said. */
    record Told(long fence, String agentId, long agentEpoch, OutcomeStatus status, int resultHash, long atMs) {
        boolean isOf(Sent delivery) {
            return fence == delivery.fence()
                    && agentEpoch == delivery.agentEpoch()
                    && agentId.equals(delivery.agentId());
        }
    }

    /** A reply or a dead letter; the meaning is what must be the same where it stands twice. */
    record Ended(
            String why, String meaning, boolean hasResult, int resultHash, String agentId, long fence, long atMs) {}

    MessageTrail(String id) {
        this.id = id;
    }

    void add(Message message, int attemptsMaxUnasked) {
        if (submissions++ == 0) {
            submittedAtMs = message.getSubmittedAtMs();
            attemptsMax = message.getMaxAttempts() == 0 ? attemptsMaxUnasked : message.getMaxAttempts();
            tracked = message.getRouting().getTracked();
            deadlineMs = message.getDeadlineMs() == 0 ? Long.MAX_VALUE : message.getDeadlineMs();
        }
    }

    void add(Delivery delivery) {
        deliveries.add(new Sent(
                delivery.getFence(),
                delivery.getAgentId().intern(),
                delivery.getAgentEpoch(),
                delivery.getSentAtMs(),
                delivery.getLeaseMs()));
    }

    void add(Outcome outcome) {
        outcomes.add(new Told(
                outcome.getFence(),
                outcome.getAgentId().intern(),
                outcome.getAgentEpoch(),
                outcome.getStatus(),
                outcome.getResult().hashCode(),
                outcome.getAtMs()));
    }

    void add(Reply reply) {
        boolean hasResult = reply.getStatus() == ReplyStatus.COMPLETED;
        int hash = reply.getResult().hashCode();
        String result = hasResult ? " of " + reply.getAgentId() + ", " + Integer.toHexString(hash) : "";
        ends.add(new Ended(
                reply.getError().intern(),
                (reply.getStatus() + " " + reply.getErrorClass() + result).intern(),
                hasResult,
                hash,
                reply.getAgentId().intern(),
                reply.getAttempts(),
                reply.getRepliedAtMs()));
    }

    void add(DeadLetter letter) {
        ends.add(new Ended(
                letter.getDetail().intern(),
                ("dead letter: " + letter.getReason()).intern(),
                false,
                0,
                "",
                letter.getAttempts(),
                letter.getAtMs()));
    }

    /** All assignments as they were written, also those that were written again. */
    public List<Sent> deliveries() {
        return List.copyOf(deliveries);
    }

    /** How it ended first, and why; empty while it has not. */
    public String end() {
        return ends.isEmpty()
                ? ""
                : ends.getFirst().meaning() + ": " + ends.getFirst().why();
    }

    boolean isOpen() {
        return submissions > 0 && tracked && ends.isEmpty();
    }

    /** The first time that the assignment with this fence was written. */
    Optional<Sent> firstWith(long fence) {
        return deliveries.stream()
                .filter(delivery -> delivery.fence() == fence)
                .min(Comparator.comparingLong(Sent::atMs));
    }

    /**
     * Whether not all of its ends say the same. What nobody has begun is not kept: who submits it again, by its key, begins
     * anew, so the end of the one submission says nothing of the next.
     */
    boolean contradictsItself() {
        return ends.stream()
                        .sorted(Comparator.comparingLong(Ended::atMs))
                        .dropWhile(end -> submissions > 1 && end.fence() == 0)
                        .map(Ended::meaning)
                        .distinct()
                        .count()
                > 1;
    }

    long endedAtMs() {
        return ends.stream().mapToLong(Ended::atMs).min().orElse(Long.MAX_VALUE);
    }

    /** What happened when, in milliseconds from its submission; reports of progress are counted. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("submitted " + submissions + " times, first at " + submittedAtMs);
        deliveries.forEach(sent -> text.append("\n      ")
                .append(sent.atMs() - submittedAtMs)
                .append(" ms: sent ")
                .append(sent.fence())
                .append(" to ")
                .append(sent.agentId())
                .append(" of ")
                .append(sent.agentEpoch()));
        int renewals = 0;
        for (Told told : outcomes) {
            boolean renews = told.status() == OutcomeStatus.PROGRESS || told.status() == OutcomeStatus.ACCEPTED;
            renewals = renews ? renewals + 1 : 0;
            if (renewals <= 1) {
                text.append("\n      ")
                        .append(told.atMs() - submittedAtMs)
                        .append(" ms: ")
                        .append(told);
            }
        }
        ends.forEach(end -> text.append("\n      ")
                .append(end.atMs() - submittedAtMs)
                .append(" ms: ")
                .append(end));
        return text.toString();
    }
}
