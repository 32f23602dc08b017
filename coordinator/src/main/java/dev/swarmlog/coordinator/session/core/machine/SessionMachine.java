package dev.swarmlog.coordinator.session.core.machine;

import dev.swarmlog.coordinator.session.core.Ask;
import dev.swarmlog.coordinator.session.core.Decision;
import dev.swarmlog.coordinator.session.core.Fact;
import dev.swarmlog.coordinator.session.core.Fact.Place;
import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.Told;
import dev.swarmlog.coordinator.session.core.Trigger;
import dev.swarmlog.coordinator.session.core.Trigger.Command;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Lease;
import dev.swarmlog.coordinator.session.core.part.Letter;
import dev.swarmlog.coordinator.session.core.part.Refusal;
import dev.swarmlog.coordinator.session.core.part.Waiter;
import dev.swarmlog.coordinator.session.core.plan.PlanCheck;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides on one session. Whatever is due is done first, so that no command meets a lease, a wait or a barrier whose time
 * is over.
 */
public final class SessionMachine {
    private SessionMachine() {}

    /** Where it says that the session is forgotten, a command was not looked at: it is to be decided on anew. */
    public static Decision decide(String id, @Nullable Session now, Trigger trigger, long nowMs) {
        if (now == null) {
            return begin(id, trigger, nowMs);
        }
        Draft draft = new Draft(now, nowMs);
        if (trigger instanceof Trigger.TakenOver) {
            Leasing.takenOver(draft);
        }
        if (Dues.nextMs(draft.session()) <= nowMs && lapse(draft)) {
            return draft.decision();
        }
        switch (trigger) {
            case Command command -> obey(draft, command);
            case Trigger.LivesOver(var epochs) -> Departures.lost(draft, epochs);
            case Trigger.TimeCame ignored -> {}
            case Trigger.TakenOver ignored -> {}
        }
        return draft.decision();
    }

    private static Decision begin(String id, Trigger trigger, long nowMs) {
        if (!(trigger instanceof Command command)) {
            return new Decision(null, List.of(), List.of());
        }
        if (!(command.ask() instanceof Ask.Create create)) {
            return refused(command, Answer.refused(Refusal.NO_SESSION, "there is no session '" + id + "'"));
        }
        List<String> problems = PlanCheck.problems(create.plan());
        if (!problems.isEmpty()) {
            return refused(command, Answer.refused(Refusal.INVALID, String.join("; ", problems)));
        }
        Draft draft = Draft.created(id, new Fact.Created(create.plan()), nowMs);
        draft.tell(command, Answer.OK);
        return draft.decision();
    }

    private static Decision refused(Command command, Answer answer) {
        return new Decision(null, List.of(), List.of(new Told(command.id(), command.address(), answer)));
    }

    private static void obey(Draft draft, Command command) {
        Session session = draft.session();
        Answer invalid = AskCheck.refusal(command);
        if (invalid != null) {
            draft.tell(command, invalid);
            return;
        }
        Answer before = session.answers().to(command.id());
        if (before != null) {
            repeat(draft, command, before);
        } else if (session.isOver()) {
            afterwards(draft, command, session);
        } else if (!Waiting.has(session, command)) {
            dispatch(draft, command);
        }
    }

    private static void repeat(Draft draft, Command command, Answer before) {
        List<Letter> letters = command.ask() instanceof Ask.Receive receive
                ? Exchange.takenBy(draft.session(), receive, command.id())
                : List.of();
        draft.tellAgain(command, before, letters);
    }

    /** What is still to be had of a session that is over: its board, and the word that it is. */
    private static void afterwards(Draft draft, Command command, Session session) {
        Fact.Ending ending = session.head().ending();
        switch (command.ask()) {
            case Ask.Create create -> create(draft, command, create);
            case Ask.Get get -> Boards.get(draft, command, get);
            case Ask.End ignored -> Endings.ask(draft, command, Fact.Ending.COMPLETED, "");
            case Ask.Cancel ignored -> Endings.ask(draft, command, Fact.Ending.CANCELLED, "");
            default -> draft.tell(command, Endings.over(session, Objects.requireNonNull(ending)));
        }
    }

    private static void dispatch(Draft draft, Command command) {
        switch (command.ask()) {
            case Ask.Create create -> create(draft, command, create);
            case Ask.Join join -> Barriers.join(draft, command, join);
            case Ask.Leave ignored -> Departures.leave(draft, command);
            case Ask.Arrive arrive -> Barriers.arrive(draft, command, arrive);
            case Ask.Await await -> Barriers.await(draft, command, await);
            case Ask.Put put -> Boards.put(draft, command, put);
            case Ask.Remove remove -> Boards.remove(draft, command, remove);
            case Ask.Get get -> Boards.get(draft, command, get);
            case Ask.Acquire acquire -> Leasing.acquire(draft, command, acquire);
            case Ask.Renew renew -> Leasing.renew(draft, command, renew);
            case Ask.Release release -> Leasing.release(draft, command, release);
            case Ask.Send send -> Exchange.send(draft, command, send);
            case Ask.Receive receive -> Exchange.receive(draft, command, receive);
            case Ask.Acknowledge done -> Exchange.acknowledge(draft, command, done);
            case Ask.Close close -> Exchange.close(draft, command, close);
            case Ask.End ignored -> Endings.ask(draft, command, Fact.Ending.COMPLETED, "");
            case Ask.Cancel cancel -> Endings.ask(draft, command, Fact.Ending.CANCELLED, cancel.reason());
        }
    }

    private static void create(Draft draft, Command command, Ask.Create create) {
        Session session = draft.session();
        draft.tell(
                command,
                session.plan().equals(create.plan())
                        ? Answer.OK
                        : Answer.refused(Refusal.EXISTS, "session '" + session.id() + "' is there with another plan"));
    }

    /** Does all that is due; true when the session is forgotten by it. */
    private static boolean lapse(Draft draft) {
        Session session = draft.session();
        if (session.isOver()) {
            draft.add(new Fact.Forgotten());
            return true;
        }
        if (draft.nowMs >= session.head().createdMs() + session.plan().deadlineMs()) {
            Endings.end(draft, Fact.Ending.EXPIRED, "its time was over");
            return false;
        }
        lapseWaits(draft);
        Exchange.lapse(draft);
        Leasing.lapse(draft);
        Barriers.open(draft);
        return false;
    }

    private static void lapseWaits(Draft draft) {
        Waiting.all(draft.session()).forEach((place, those) -> {
            for (Waiter waiter : Waiting.copy(those, waiter -> waiter.untilMs() <= draft.nowMs)) {
                draft.add(new Fact.WaitEnded(place, waiter.commandId()));
                switch (place.kind()) {
                    case PHASE -> draft.tell(waiter, Barriers.notYet(phase(draft, place)));
                    case CHANNEL -> draft.settle(waiter, Answer.OK, List.of());
                    case RESOURCE -> draft.settle(waiter, inVain(draft, place), List.of());
                }
            }
        });
    }

    private static String phase(Draft draft, Place place) {
        return draft.session().plan().phases().get(place.phase()).name();
    }

    private static Answer inVain(Draft draft, Place place) {
        Lease lease = draft.session().resource(place.name()).lease();
        String holder = lease == null ? "others" : "'" + lease.holder() + "'";
        return Answer.refused(Refusal.LAPSED, holder + " had '" + place.name() + "' all the time");
    }
}
