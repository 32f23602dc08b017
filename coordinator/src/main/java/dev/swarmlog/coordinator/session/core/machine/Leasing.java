package dev.swarmlog.coordinator.session.core.machine;

import dev.swarmlog.coordinator.session.core.Ask;
import dev.swarmlog.coordinator.session.core.Fact;
import dev.swarmlog.coordinator.session.core.Fact.Cause;
import dev.swarmlog.coordinator.session.core.Fact.Place;
import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.Trigger.Command;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Lease;
import dev.swarmlog.coordinator.session.core.part.Refusal;
import dev.swarmlog.coordinator.session.core.part.Resource;
import dev.swarmlog.coordinator.session.core.part.Waiter;
import dev.swarmlog.coordinator.session.core.plan.Bounds;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Who has which resource, and who is next. */
final class Leasing {
    private Leasing() {}

    static void acquire(Draft draft, Command command, Ask.Acquire acquire) {
        Session session = draft.session();
        Resource resource = session.resource(acquire.resource());
        Lease held = resource.lease();
        if (!session.members().isPresent(command.participant())) {
            draft.settle(command, Answer.refused(Refusal.NOT_JOINED, "only who takes part gets a lease"));
        } else if (!session.resources().containsKey(acquire.resource())
                && session.resources().size() >= Bounds.RESOURCES_MAX) {
            draft.settle(
                    command, Answer.refused(Refusal.FULL, "the session has " + Bounds.RESOURCES_MAX + " resources"));
        } else if (held == null) {
            grant(draft, acquire.resource(), Draft.asWaiter(command, 0, acquire.holdMs(), 0));
        } else if (acquire.waitMs() <= 0) {
            draft.settle(command, held(acquire.resource(), held));
        } else if (draft.mayWait(command)) {
            draft.add(new Fact.WaitBegun(
                    Place.resource(acquire.resource()),
                    Draft.asWaiter(command, draft.nowMs + acquire.waitMs(), acquire.holdMs(), 0)));
        }
    }

    static void renew(Draft draft, Command command, Ask.Renew renew) {
        Resource resource = draft.session().resource(renew.resource());
        if (isHolder(resource, command, renew.fence())) {
            long untilMs = draft.nowMs + renew.holdMs();
            draft.add(new Fact.Renewed(renew.resource(), renew.fence(), renew.holdMs(), untilMs));
            draft.tell(command, Answer.ok(renew.fence(), untilMs));
        } else {
            draft.tell(command, stale(renew.resource(), renew.fence(), resource));
        }
    }

    static void release(Draft draft, Command command, Ask.Release release) {
        Resource resource = draft.session().resource(release.resource());
        if (isHolder(resource, command, release.fence())) {
            draft.add(new Fact.Freed(release.resource(), release.fence(), Cause.RELEASED));
            draft.settle(command, Answer.ok(release.fence()));
            serve(draft, release.resource());
        } else {
            draft.settle(command, stale(release.resource(), release.fence(), resource));
        }
    }

    static void departed(Draft draft, Set<String> participants, Cause why) {
        free(draft, lease -> participants.contains(lease.holder()), why);
    }

    static void lapse(Draft draft) {
        free(draft, lease -> lease.untilMs() <= draft.nowMs, Cause.EXPIRED);
    }

    /** Whoever decided before may have had another clock: each holder gets the whole of its time once more. */
    static void takenOver(Draft draft) {
        draft.session().resources().forEach((name, resource) -> {
            Lease lease = resource.lease();
            if (lease != null && lease.untilMs() < draft.nowMs + lease.holdMs()) {
                draft.add(new Fact.Renewed(name, lease.fence(), lease.holdMs(), draft.nowMs + lease.holdMs()));
            }
        });
    }

    private static void free(Draft draft, Predicate<Lease> which, Cause cause) {
        draft.session().resources().forEach((name, resource) -> {
            Lease lease = resource.lease();
            if (lease != null && which.test(lease)) {
                draft.add(new Fact.Freed(name, lease.fence(), cause));
                serve(draft, name);
            }
        });
    }

    /** Whose time to wait is over gets nothing, even if nobody has said so yet. */
    private static void serve(Draft draft, String name) {
        List<Waiter> waiting = draft.session().resource(name).waiting();
        for (Waiter waiter : waiting) {
            if (waiter.untilMs() > draft.nowMs) {
                draft.add(new Fact.WaitEnded(Place.resource(name), waiter.commandId()));
                grant(draft, name, waiter);
                return;
            }
        }
    }

    private static void grant(Draft draft, String name, Waiter to) {
        long fence = draft.session().resource(name).fence() + 1;
        long untilMs = draft.nowMs + to.holdMs();
        draft.add(new Fact.Granted(name, to.participant(), fence, to.holdMs(), untilMs));
        draft.settle(to, Answer.ok(fence, untilMs), List.of());
    }

    private static boolean isHolder(Resource resource, Command command, long fence) {
        Lease lease = resource.lease();
        return lease != null && lease.fence() == fence && lease.holder().equals(command.participant());
    }

    static Answer held(String name, Lease lease) {
        return new Answer(
                Refusal.HELD, "'" + lease.holder() + "' has '" + name + "'", lease.fence(), lease.untilMs(), 0);
    }

    private static Answer stale(String name, long fence, Resource resource) {
        return Answer.refused(
                Refusal.STALE,
                "fence " + fence + " of '" + name + "' is not held; the last one given is " + resource.fence(),
                resource.fence());
    }
}
