package dev.swarmlog.audit;

import dev.swarmlog.audit.AgentTrail.Verdict;
import dev.swarmlog.audit.MessageTrail.Sent;
import dev.swarmlog.audit.MessageTrail.Told;
import dev.swarmlog.v1.OutcomeStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The laws of one agent over all messages. */
final class AgentLaws {
    private static final Set<OutcomeStatus> LAST =
            EnumSet.of(OutcomeStatus.COMPLETED, OutcomeStatus.FAILED, OutcomeStatus.REJECTED);

    private final Terms terms;

    AgentLaws(Terms terms) {
        this.terms = terms;
    }

    List<Finding<Law>> of(Map<String, AgentTrail> agents, Collection<MessageTrail> messages) {
        List<Finding<Law>> found = new ArrayList<>();
        agents.forEach((id, agent) -> {
            for (int i = 1; i < agent.verdicts.size(); i++) {
                Verdict before = agent.verdicts.get(i - 1);
                Verdict next = agent.verdicts.get(i);
                if (next.epoch() < before.epoch()) {
                    found.add(new Finding<>(Law.EPOCHS_RISE, id, before + " was followed by " + next));
                }
            }
        });
        mostAtOnce(messages).forEach((id, most) -> {
            AgentTrail agent = agents.get(id);
            int room = (agent == null ? 0 : agent.concurrency()) + terms.agentQueueMax() + terms.tasks();
            if (most > room) {
                found.add(new Finding<>(Law.WORK_BOUNDED, id, most + " deliveries at once, with room for " + room));
            }
        });
        return found;
    }

    /** The most deliveries that each agent had at once, as the router must have known. */
    private static Map<String, Integer> mostAtOnce(Collection<MessageTrail> messages) {
        Map<String, List<long[]>> changes = new HashMap<>();
        for (MessageTrail trail : messages) {
            for (Sent delivery : trail.deliveries) {
                List<long[]> own = changes.computeIfAbsent(delivery.agentId(), id -> new ArrayList<>());
                long fromMs = trail.firstWith(delivery.fence()).orElse(delivery).atMs();
                if (delivery.atMs() == fromMs) {
                    own.add(new long[] {fromMs, 1});
                    own.add(new long[] {Math.max(fromMs, overAtMs(trail, delivery)), -1});
                }
            }
        }
        Map<String, Integer> most = new HashMap<>();
        changes.forEach((id, own) -> {
            // what ends in the moment in which another begins made room for it
            own.sort((a, b) -> a[0] == b[0] ? Long.compare(a[1], b[1]) : Long.compare(a[0], b[0]));
            int now = 0;
            for (long[] change : own) {
                now += (int) change[1];
                most.merge(id, now, Math::max);
            }
        });
        return most;
    }

    private static long overAtMs(MessageTrail trail, Sent delivery) {
        // whoever waits hears of an expiry later
        long overAtMs = Math.min(trail.endedAtMs(), trail.deadlineMs);
        for (Told outcome : trail.outcomes) {
            if (outcome.isOf(delivery) && LAST.contains(outcome.status())) {
                overAtMs = Math.min(overAtMs, outcome.atMs());
            }
        }
        for (Sent other : trail.deliveries) {
            if (other.fence() > delivery.fence()) {
                overAtMs = Math.min(overAtMs, other.atMs());
            }
        }
        // leases end without a word; whoever has no next delivery yet is waiting or backing off
        return Math.min(overAtMs, leaseOverAtMs(trail, delivery));
    }

    private static long leaseOverAtMs(MessageTrail trail, Sent delivery) {
        long renewedAtMs = delivery.atMs();
        for (Told outcome : trail.outcomes) {
            if (outcome.isOf(delivery) && outcome.atMs() > renewedAtMs) {
                renewedAtMs = outcome.atMs();
            }
        }
        return renewedAtMs + delivery.leaseMs();
    }
}
