package dev.swarmlog.audit;

import dev.swarmlog.audit.MessageTrail.Ended;
import dev.swarmlog.audit.MessageTrail.Sent;
import dev.swarmlog.audit.MessageTrail.Told;
import dev.swarmlog.v1.OutcomeStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The laws of one message. Times are of several processes on one machine, or of machines whose clocks agree. */
final class MessageLaws {
    /** What an agent says reaches the log that much later when a broker is killed, and others take over for it. */
    private static final long NOTICED_MS = 6_000;

    /** Timers go in ticks. */
    private static final long TICK_MS = 20;

    private static final Set<OutcomeStatus> RENEWING = EnumSet.of(OutcomeStatus.ACCEPTED, OutcomeStatus.PROGRESS);
    private static final Set<OutcomeStatus> GIVING_BACK = EnumSet.of(OutcomeStatus.FAILED, OutcomeStatus.REJECTED);

    private final Map<String, AgentTrail> agents;
    private final long deadForMs;

    MessageLaws(Map<String, AgentTrail> agents, Terms terms) {
        this.agents = agents;
        deadForMs = terms.deadFor().toMillis();
    }

    List<Finding<Law>> of(MessageTrail trail) {
        List<Finding<Law>> found = new ArrayList<>();
        BiConsumer<Law, String> report =
                (law, what) -> found.add(new Finding<>(law, trail.id, what + "\n    " + trail));
        ends(trail, report);
        trail.ends.stream().filter(Ended::hasResult).forEach(reply -> result(trail, reply, report));
        trail.deliveries.forEach(delivery -> delivery(trail, delivery, report));
        attempts(trail, report);
        return found;
    }

    private static void ends(MessageTrail trail, BiConsumer<Law, String> report) {
        if (trail.isOpen()) {
            report.accept(Law.ENDS, "it has no end");
        }
        if (trail.submissions == 0) {
            report.accept(Law.WAS_SUBMITTED, "nobody submitted it");
        }
        if (trail.contradictsItself()) {
            report.accept(Law.ENDS_ONCE, "its ends contradict each other");
        }
    }

    private static void result(MessageTrail trail, Ended reply, BiConsumer<Law, String> report) {
        boolean told = trail.outcomes.stream()
                .anyMatch(outcome -> outcome.status() == OutcomeStatus.COMPLETED
                        && outcome.fence() == reply.fence()
                        && outcome.resultHash() == reply.resultHash()
                        && outcome.agentId().equals(reply.agentId())
                        && trail.deliveries.stream().anyMatch(outcome::isOf));
        if (!told) {
            report.accept(Law.RESULT_WAS_TOLD, "no agent that had it told the result of " + reply);
        }
        boolean stale = trail.deliveries.stream()
                .anyMatch(delivery -> delivery.fence() > reply.fence() && delivery.atMs() < acceptedAtMs(trail, reply));
        if (stale) {
            report.accept(Law.NO_STALE_RESULT, "another agent had it already at " + reply);
        }
    }

    /** What is sent again after a crash was accepted when it was sent first. */
    private static long acceptedAtMs(MessageTrail trail, Ended reply) {
        return trail.ends.stream()
                .filter(end -> end.meaning().equals(reply.meaning()))
                .mapToLong(Ended::atMs)
                .min()
                .orElse(reply.atMs());
    }

    private void delivery(MessageTrail trail, Sent delivery, BiConsumer<Law, String> report) {
        AgentTrail agent = agents.get(delivery.agentId());
        if (agent == null || !agent.knew(delivery.agentEpoch())) {
            report.accept(Law.SENT_TO_THE_LIVING, "nobody of that name and epoch registered: " + delivery);
        } else if (agent.isDeadFrom(delivery.atMs() - deadForMs, delivery.atMs())) {
            report.accept(Law.SENT_TO_THE_LIVING, "it had been declared dead: " + delivery);
        }
        if (delivery.atMs() >= trail.deadlineMs) {
            report.accept(Law.SENT_IN_TIME, "its deadline was over: " + delivery);
        }
        List<Sent> before = trail.deliveries.stream()
                .filter(other -> other.fence() == delivery.fence() - 1)
                .toList();
        if (!before.isEmpty() && before.stream().noneMatch(other -> isOver(trail, other, delivery.atMs()))) {
            report.accept(Law.SENT_AGAIN_FOR_A_REASON, "who had it before was at it: " + delivery);
        }
    }

    /** Whether an assignment was over by then: given back, out of its lease, or its agent lost. */
    private boolean isOver(MessageTrail trail, Sent delivery, long atMs) {
        boolean givenBack = trail.outcomes.stream()
                .anyMatch(outcome ->
                        outcome.isOf(delivery) && GIVING_BACK.contains(outcome.status()) && outcome.atMs() <= atMs);
        if (givenBack) {
            return true;
        }
        long renewedAtMs = trail.outcomes.stream()
                .filter(outcome -> outcome.isOf(delivery)
                        && RENEWING.contains(outcome.status())
                        && outcome.atMs() <= atMs - NOTICED_MS)
                .mapToLong(Told::atMs)
                .max()
                .orElse(delivery.atMs());
        if (atMs >= Math.max(renewedAtMs, delivery.atMs()) + delivery.leaseMs() - TICK_MS) {
            return true;
        }
        AgentTrail agent = agents.get(delivery.agentId());
        return agent != null && agent.isLostBy(delivery.agentEpoch(), atMs + TICK_MS);
    }

    /** An agent that declines has not tried. */
    private static void attempts(MessageTrail trail, BiConsumer<Law, String> report) {
        long fences =
                trail.deliveries.stream().mapToLong(Sent::fence).distinct().count();
        long declined = trail.outcomes.stream()
                .filter(outcome -> outcome.status() == OutcomeStatus.REJECTED)
                .mapToLong(Told::fence)
                .distinct()
                .count();
        if (trail.submissions > 0 && fences - declined > trail.attemptsMax) {
            report.accept(Law.ATTEMPTS_BOUNDED, fences + " attempts, of which " + declined + " were declined");
        }
    }
}
