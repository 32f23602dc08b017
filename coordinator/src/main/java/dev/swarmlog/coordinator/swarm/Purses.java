package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.coordinator.core.colony.Colony;
import dev.swarmlog.coordinator.core.colony.Purse;
import dev.swarmlog.coordinator.core.colony.Reserve;
import dev.swarmlog.coordinator.core.colony.Task;
import dev.swarmlog.v1.Reply;

/** Between the purses of one task's swarms and the budgets. Swarms without a budget may begin as much as they want. */
record Purses(Tickets tickets, SwarmOutlet out) {
    /** In patiences of the swarm: by then an errand was answered for, or never will be. */
    private static final int OVERDUE = 2;

    private static final long TICKETS_PER_MS = 1_000_000;

    /** Asks for what is missing, gives back what nobody needs; how many errands may begin now. */
    int leave(Running swarm, long nowMs) {
        Purse purse = swarm.colony.purse();
        Reserve what = swarm.colony.reserve();
        if (purse == null || what == null) {
            return Integer.MAX_VALUE;
        }
        int startable = swarm.colony.startable(nowMs);
        long patienceMs = patienceMs(swarm.colony);
        for (long number : purse.ask(startable, nowMs)) {
            swarm.dirty = true;
            out.budget(tickets.reserve(ticket(swarm, number), what, patienceMs, nowMs));
        }
        for (long number : purse.spare(startable)) {
            swarm.dirty = true;
            out.budget(Tickets.release(ticket(swarm, number), what, nowMs));
        }
        // what was said while nobody was there to hear it is read first
        if (nowMs - swarm.sinceMs >= OVERDUE * patienceMs) {
            settleOverdue(swarm, purse, what, nowMs - OVERDUE * patienceMs, nowMs);
        }
        String end = purse.end();
        if (end != null) {
            swarm.colony.overBudget(end);
        }
        return purse.held();
    }

    /** Lets an errand begin that there is leave for: whom to ask. */
    Task.Errand begin(Running swarm, ErrandId errand, Task.Errand kind, long nowMs) {
        Purse purse = swarm.colony.purse();
        String capability = purse == null ? "" : purse.take(key(errand), nowMs).capability();
        return capability.isEmpty() ? kind : new Task.Errand(capability, "", kind.reserve());
    }

    void ended(Running swarm, ErrandId errand, Reply reply, long nowMs) {
        Purse purse = swarm.colony.purse();
        Reserve what = swarm.colony.reserve();
        Purse.Spending spent = purse == null ? null : purse.ended(key(errand));
        if (spent != null && what != null) {
            swarm.dirty = true;
            out.budget(Tickets.settle(ticket(swarm, spent.ticket()), what, reply, spent.sinceMs(), nowMs));
        }
    }

    /** What a budget says; false where nobody waited for it. */
    boolean answered(Running swarm, Tickets.Id ticket, Reply reply) {
        Purse purse = swarm.colony.purse();
        boolean counts = purse != null && Tickets.answer(purse, ticket.number() - firstTicket(swarm), reply);
        swarm.dirty |= counts;
        return counts;
    }

    /** Its swarm has ended. */
    void close(Running swarm, long nowMs) {
        Purse purse = swarm.colony.purse();
        Reserve what = swarm.colony.reserve();
        if (purse != null && what != null) {
            purse.close().forEach(number -> out.budget(Tickets.release(ticket(swarm, number), what, nowMs)));
            settleOverdue(swarm, purse, what, Long.MAX_VALUE, nowMs);
        }
    }

    private void settleOverdue(Running swarm, Purse purse, Reserve what, long sinceMs, long nowMs) {
        for (Purse.Spending each : purse.overdue(sinceMs)) {
            swarm.dirty = true;
            out.budget(Tickets.unheard(ticket(swarm, each.ticket()), what, nowMs));
        }
    }

    private static Tickets.Id ticket(Running swarm, long number) {
        return new Tickets.Id(swarm.id(), firstTicket(swarm) + number);
    }

    /** Budgets remember the tickets of an earlier swarm of the same id for a while. */
    private static long firstTicket(Running swarm) {
        return swarm.start.getSentAtMs() * TICKETS_PER_MS;
    }

    private static String key(ErrandId errand) {
        return errand.toString().substring(errand.swarmId().length());
    }

    private static long patienceMs(Colony colony) {
        return switch (colony.definition().task()) {
            case Task.Hunting hunting -> hunting.rule().patienceMs();
            case Task.Swarming swarming
            when swarming.evaluation() instanceof Task.Outside outside ->
                outside.rule().patienceMs();
            default ->
                throw new IllegalStateException(
                        "no agent works for " + colony.definition().name());
        };
    }
}
