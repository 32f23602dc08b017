package dev.swarmlog.coordinator.session.core.machine;

import dev.swarmlog.coordinator.session.core.Fact;
import dev.swarmlog.coordinator.session.core.Fact.Cause;
import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.Trigger.Command;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Member;
import dev.swarmlog.coordinator.session.core.part.Member.Presence;
import dev.swarmlog.coordinator.session.core.part.Refusal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Leaving, and being lost: what somebody held is free, and nothing waits for one who is there no more. */
final class Departures {
    private Departures() {}

    static void leave(Draft draft, Command command) {
        Session session = draft.session();
        String id = command.participant();
        if (session.members().number(id) < 0) {
            draft.tell(command, Answer.refused(Refusal.NOT_JOINED, "'" + id + "' never joined"));
            return;
        }
        draft.tell(command, Answer.OK);
        if (session.members().isPresent(id)) {
            draft.add(new Fact.Left(id));
            departed(draft, Set.of(id), Cause.LEFT);
        }
    }

    /** All at once, so that nothing goes from one of them to another. */
    static void lost(Draft draft, Map<String, Long> epochs) {
        if (draft.session().isOver()) {
            return;
        }
        Set<String> lost = new LinkedHashSet<>();
        for (Member member : draft.session().members().all()) {
            long over = epochs.getOrDefault(member.life().agentId(), 0L);
            if (member.isPresent() && member.life().isAgent() && member.life().epoch() <= over) {
                lost.add(member.id());
            }
        }
        if (!lost.isEmpty()) {
            lost.forEach(id -> draft.add(new Fact.Lost(id)));
            departed(draft, lost, Cause.LOST);
        }
    }

    private static void departed(Draft draft, Set<String> those, Cause why) {
        Waiting.all(draft.session())
                .forEach((place, waiters) -> Waiting.copy(waiters, waiter -> those.contains(waiter.participant()))
                        .forEach(waiter -> {
                            draft.add(new Fact.WaitEnded(place, waiter.commandId()));
                            String detail = why(waiter.participant(), presence(draft, waiter.participant()));
                            draft.settle(waiter, Answer.refused(Refusal.NOT_JOINED, detail), List.of());
                        }));
        Exchange.departed(draft, those);
        Leasing.departed(draft, those, why);
        Session session = draft.session();
        if (!session.isGathering() && session.members().present("").isEmpty()) {
            Endings.end(draft, Fact.Ending.CANCELLED, "nobody is left");
        } else {
            Barriers.open(draft);
        }
    }

    private static Presence presence(Draft draft, String id) {
        return draft.session()
                .members()
                .all()
                .get(draft.session().members().number(id))
                .presence();
    }

    static String why(String id, Presence presence) {
        return presence == Presence.LOST ? "'" + id + "' was lost: its agent is dead" : "'" + id + "' has left";
    }
}
