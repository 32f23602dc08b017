package dev.swarmlog.coordinator.session.core.machine;

import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.part.Claim;
import dev.swarmlog.coordinator.session.core.part.Lease;
import dev.swarmlog.coordinator.session.core.plan.Barrier;
import dev.swarmlog.coordinator.session.core.plan.Phase;

/** When a session must be looked at, though nobody asks. */
public final class Dues {
    private Dues() {}

    public static long nextMs(Session session) {
        if (session.isOver()) {
            return session.head().endedMs() + session.plan().keptMs();
        }
        long next = session.head().createdMs() + session.plan().deadlineMs();
        next = Math.min(next, barriersMs(session));
        for (var those : session.awaiting().values()) {
            next = Waiting.earliest(those, next);
        }
        for (var channel : session.channels().values()) {
            next = Waiting.earliest(channel.receivers(), next);
            for (Claim claim : channel.claims()) {
                next = Math.min(next, claim.untilMs());
            }
        }
        for (var resource : session.resources().values()) {
            next = Waiting.earliest(resource.waiting(), next);
            Lease lease = resource.lease();
            next = lease == null ? next : Math.min(next, lease.untilMs());
        }
        return next;
    }

    private static long barriersMs(Session session) {
        if (session.isGathering()) {
            return dueMs(session.plan().start(), session.head().createdMs());
        }
        long next = dueMs(
                session.plan().end(), Barriers.sinceMs(session, session.plan().lastPhases()));
        for (int i = 0; i < session.stages().size(); i++) {
            Phase phase = session.plan().phases().get(i);
            if (!session.stage(i).isOpen()) {
                next = Math.min(next, dueMs(phase.barrier(), Barriers.sinceMs(session, phase.after())));
            }
        }
        return next;
    }

    private static long dueMs(Barrier barrier, long sinceMs) {
        return barrier.deadlineMs() == 0 || sinceMs == 0 ? Long.MAX_VALUE : sinceMs + barrier.deadlineMs();
    }
}
