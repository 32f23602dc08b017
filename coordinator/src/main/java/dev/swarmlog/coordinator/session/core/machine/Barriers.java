package dev.swarmlog.coordinator.session.core.machine;

import dev.swarmlog.coordinator.session.core.Ask;
import dev.swarmlog.coordinator.session.core.Fact;
import dev.swarmlog.coordinator.session.core.Fact.Cause;
import dev.swarmlog.coordinator.session.core.Fact.Place;
import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.Trigger.Command;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Crowd;
import dev.swarmlog.coordinator.session.core.part.Member;
import dev.swarmlog.coordinator.session.core.part.Member.Presence;
import dev.swarmlog.coordinator.session.core.part.Refusal;
import dev.swarmlog.coordinator.session.core.part.Stage;
import dev.swarmlog.coordinator.session.core.part.Waiter;
import dev.swarmlog.coordinator.session.core.plan.Barrier;
import dev.swarmlog.coordinator.session.core.plan.Bounds;
import dev.swarmlog.coordinator.session.core.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joining, arriving, and what opens by it. */
final class Barriers {
    private Barriers() {}

    static void join(Draft draft, Command command, Ask.Join join) {
        Session session = draft.session();
        String id = command.participant();
        int number = session.members().number(id);
        Member before = number < 0 ? null : session.members().all().get(number);
        if (before != null && !comesBack(before, join)) {
            again(draft, command, before, join);
        } else if (before == null && !session.isGathering()) {
            draft.tell(command, Answer.refused(Refusal.STARTED, "the session began without '" + id + "'"));
        } else if (!session.plan().roles().containsKey(join.role())) {
            draft.tell(
                    command,
                    Answer.refused(
                            Refusal.NO_ROLE,
                            "one of " + session.plan().roles().keySet() + " is expected, not '" + join.role() + "'"));
        } else if (before == null && session.members().all().size() >= Bounds.PARTICIPANTS_MAX) {
            draft.tell(command, Answer.refused(Refusal.FULL, "so many joined already: " + Bounds.PARTICIPANTS_MAX));
        } else if (session.members().taken(join.role())
                >= session.plan().roles().get(join.role())) {
            draft.tell(command, Answer.refused(Refusal.FULL, "no place is left for role '" + join.role() + "'"));
        } else {
            draft.add(new Fact.Joined(id, join.role(), join.life()));
            draft.tell(command, Answer.ok(draft.session().members().number(id)));
            open(draft);
        }
    }

    /** A later life of the agent that was lost. */
    private static boolean comesBack(Member member, Ask.Join join) {
        return member.presence() == Presence.LOST
                && member.role().equals(join.role())
                && join.life().isAfter(member.life());
    }

    /** Who is there may say that it is a later life by now. */
    private static void again(Draft draft, Command command, Member member, Ask.Join join) {
        String id = member.id();
        if (!member.isPresent()) {
            draft.tell(command, Answer.refused(Refusal.NOT_JOINED, Departures.why(id, member.presence())));
        } else if (!member.role().equals(join.role())) {
            draft.tell(
                    command, Answer.refused(Refusal.EXISTS, "'" + id + "' joined with role '" + member.role() + "'"));
        } else {
            if (join.life().isAfter(member.life())) {
                draft.add(new Fact.Joined(id, member.role(), join.life()));
            }
            draft.tell(command, Answer.ok(draft.session().members().number(id)));
        }
    }

    static void arrive(Draft draft, Command command, Ask.Arrive arrive) {
        Session session = draft.session();
        int phase = session.plan().phase(arrive.phase());
        int number = session.members().number(command.participant());
        Answer refusal = refusal(session, arrive.phase(), phase, number);
        if (refusal != null) {
            draft.tell(command, refusal);
            return;
        }
        draft.tell(command, Answer.ok(number));
        if (!session.stage(phase).arrived().contains(number)) {
            draft.add(new Fact.Arrived(phase, command.participant()));
            open(draft);
        }
    }

    private static @Nullable Answer refusal(Session session, String name, int phase, int number) {
        if (phase < 0) {
            return Answer.refused(Refusal.NO_PHASE, "there is no phase '" + name + "'");
        }
        if (number < 0 || !session.members().all().get(number).isPresent()) {
            return Answer.refused(Refusal.NOT_JOINED, "only who takes part arrives");
        }
        String role = session.plan().phases().get(phase).role();
        if (!session.members().present(role).contains(number)) {
            return Answer.refused(Refusal.NO_ROLE, "only those of role '" + role + "' arrive at '" + name + "'");
        }
        return session.stage(phase).isOpen()
                ? null
                : Answer.refused(Refusal.NOT_OPEN, "phase '" + name + "' is not open yet");
    }

    static void await(Draft draft, Command command, Ask.Await await) {
        Session session = draft.session();
        int phase = session.plan().phase(await.phase());
        if (phase < 0) {
            draft.tell(command, Answer.refused(Refusal.NO_PHASE, "there is no phase '" + await.phase() + "'"));
        } else if (session.stage(phase).isOpen()) {
            draft.tell(command, Answer.ok(session.stage(phase).openedMs()));
        } else if (await.waitMs() <= 0) {
            draft.tell(command, notYet(await.phase()));
        } else if (draft.mayWait(command)) {
            draft.add(new Fact.WaitBegun(
                    Place.phase(phase), Draft.asWaiter(command, draft.nowMs + await.waitMs(), 0, 0)));
        }
    }

    static Answer notYet(String phase) {
        return Answer.refused(Refusal.LAPSED, "phase '" + phase + "' is not open yet");
    }

    /** Opens what may be open by now. */
    static void open(Draft draft) {
        if (draft.session().isGathering()) {
            start(draft);
        }
        Session session = draft.session();
        if (session.isGathering() || session.isOver()) {
            return;
        }
        for (int i = 0; i < session.stages().size() && !draft.session().isOver(); i++) {
            List<Integer> after = session.plan().phases().get(i).after();
            if (!draft.session().stage(i).isOpen() && !after.isEmpty()) {
                openOrCancel(
                        draft,
                        i,
                        passage(draft, after, session.plan().phases().get(i).barrier()));
            }
        }
        if (!draft.session().isOver() && !session.stages().isEmpty()) {
            Passage end =
                    passage(draft, session.plan().lastPhases(), session.plan().end());
            switch (end) {
                case CLOSED -> {}
                case CANCELLED ->
                    Endings.end(draft, Fact.Ending.CANCELLED, "not all arrived at the last phases in time");
                case DESERTED ->
                    Endings.end(draft, Fact.Ending.CANCELLED, "nobody is left who could arrive at a last phase");
                case ALL, QUORUM, DEADLINE -> Endings.end(draft, Fact.Ending.COMPLETED, "");
            }
        }
    }

    private static void openOrCancel(Draft draft, int phase, Passage passage) {
        String name = "phase '" + draft.session().plan().phases().get(phase).name() + "'";
        switch (passage) {
            case CLOSED -> {}
            case CANCELLED -> Endings.end(draft, Fact.Ending.CANCELLED, name + " could not open in time");
            case DESERTED ->
                Endings.end(
                        draft,
                        Fact.Ending.CANCELLED,
                        name + " can never open: nobody is left who could arrive at one before it");
            case ALL -> open(draft, phase, Cause.ALL);
            case QUORUM -> open(draft, phase, Cause.QUORUM);
            case DEADLINE -> open(draft, phase, Cause.DEADLINE);
        }
    }

    private static void open(Draft draft, int phase, Cause cause) {
        List<Waiter> awaiting = draft.session().awaiting(phase);
        draft.add(new Fact.Opened(phase, cause));
        for (Waiter waiter : awaiting) {
            draft.add(new Fact.WaitEnded(Place.phase(phase), waiter.commandId()));
            draft.tell(waiter, Answer.ok(draft.nowMs));
        }
    }

    private static void start(Draft draft) {
        Session session = draft.session();
        Plan plan = session.plan();
        int there = session.members().present("").size();
        boolean all = plan.roles().entrySet().stream()
                .allMatch(role -> session.members().taken(role.getKey()) >= role.getValue());
        boolean enough = plan.start().quorum() > 0 && there >= plan.start().quorum();
        boolean late = isPast(draft, plan.start(), session.head().createdMs());
        if (!all && !enough && late && (plan.start().cancels() || there == 0)) {
            Endings.end(draft, Fact.Ending.CANCELLED, "not all joined in time");
        } else if (all || enough || late) {
            draft.add(new Fact.Started());
            for (int i = 0; i < plan.phases().size(); i++) {
                if (plan.phases().get(i).after().isEmpty()) {
                    open(draft, i, all ? Cause.ALL : enough ? Cause.QUORUM : Cause.DEADLINE);
                }
            }
        }
    }

    /** What a barrier lets through. */
    private enum Passage {
        CLOSED,
        ALL,
        QUORUM,
        DEADLINE,
        CANCELLED,
        DESERTED
    }

    private static Passage passage(Draft draft, List<Integer> after, Barrier barrier) {
        Session session = draft.session();
        long sinceMs = sinceMs(session, after);
        if (sinceMs == 0) {
            return Passage.CLOSED;
        }
        boolean all = true;
        boolean enough = true;
        boolean deserted = false;
        for (int phase : after) {
            boolean complete = isComplete(session, phase);
            all &= complete;
            enough &= complete
                    || (barrier.quorum() > 0 && session.stage(phase).arrived().size() >= barrier.quorum());
            deserted |= isDeserted(session, phase);
        }
        if (all) {
            return Passage.ALL;
        }
        if (enough) {
            return Passage.QUORUM;
        }
        if (isPast(draft, barrier, sinceMs)) {
            return barrier.cancels() ? Passage.CANCELLED : Passage.DEADLINE;
        }
        return deserted && barrier.deadlineMs() == 0 ? Passage.DESERTED : Passage.CLOSED;
    }

    private static boolean isPast(Draft draft, Barrier barrier, long sinceMs) {
        return barrier.deadlineMs() > 0 && draft.nowMs >= sinceMs + barrier.deadlineMs();
    }

    /** Since when all of these are open; 0 while they are not. */
    static long sinceMs(Session session, List<Integer> phases) {
        long last = 0;
        for (int phase : phases) {
            Stage stage = session.stage(phase);
            if (!stage.isOpen()) {
                return 0;
            }
            last = Math.max(last, stage.openedMs());
        }
        return last;
    }

    /** Everybody arrived who is still there, and somebody did. */
    private static boolean isComplete(Session session, int phase) {
        Crowd arrived = session.stage(phase).arrived();
        return !arrived.isEmpty()
                && arrived.containsAll(session.members()
                        .present(session.plan().phases().get(phase).role()));
    }

    /** Nobody arrived, and nobody is there who could. */
    private static boolean isDeserted(Session session, int phase) {
        return session.stage(phase).arrived().isEmpty()
                && session.members()
                        .present(session.plan().phases().get(phase).role())
                        .isEmpty();
    }
}
