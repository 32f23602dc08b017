package dev.swarmlog.coordinator.session.core.machine;

import dev.swarmlog.coordinator.session.core.Decision;
import dev.swarmlog.coordinator.session.core.Fact;
import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.Told;
import dev.swarmlog.coordinator.session.core.Trigger.Command;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Entry;
import dev.swarmlog.coordinator.session.core.part.Letter;
import dev.swarmlog.coordinator.session.core.part.Refusal;
import dev.swarmlog.coordinator.session.core.part.Waiter;
import dev.swarmlog.coordinator.session.core.plan.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Mutable while one decision is made: the facts so far, the session after them, and who is told what. */
final class Draft {
    final long nowMs;
    private final List<Fact> facts = new ArrayList<>(4);
    private final List<Told> told = new ArrayList<>(2);
    private @Nullable Session session;

    Draft(@Nullable Session session, long nowMs) {
        this.session = session;
        this.nowMs = nowMs;
    }

    static Draft created(String id, Fact.Created created, long nowMs) {
        Draft draft = new Draft(Session.created(id, created, nowMs), nowMs);
        draft.facts.add(created);
        return draft;
    }

    Session session() {
        return Objects.requireNonNull(session, "there is none");
    }

    void add(Fact fact) {
        session = session().after(fact, nowMs);
        facts.add(fact);
    }

    void tell(Command command, Answer answer) {
        told.add(new Told(command.id(), command.address(), answer));
    }

    void tell(Command command, Answer answer, List<Entry> entries) {
        told.add(new Told(command.id(), command.address(), answer, entries, List.of()));
    }

    /** What was told before, to whoever asks now. */
    void tellAgain(Command command, Answer answer, List<Letter> letters) {
        told.add(new Told(command.id(), command.address(), answer, List.of(), letters));
    }

    void tell(Waiter waiter, Answer answer) {
        told.add(new Told(waiter.commandId(), waiter.address(), answer));
    }

    /** So that a repetition is answered alike; what may be had later is not, for then the same command is to succeed. */
    void settle(Waiter waiter, Answer answer, List<Letter> letters) {
        if (answer.retryAfterMs() == 0) {
            add(new Fact.Answered(waiter.commandId(), answer));
        }
        told.add(new Told(waiter.commandId(), waiter.address(), answer, List.of(), letters));
    }

    void settle(Command command, Answer answer) {
        settle(asWaiter(command, 0, 0, 0), answer, List.of());
    }

    static Waiter asWaiter(Command command, long untilMs, long holdMs, int count) {
        return new Waiter(command.id(), command.participant(), command.address(), untilMs, holdMs, count);
    }

    /** Whether one more may wait; tells where not. */
    boolean mayWait(Command command) {
        if (Waiting.count(session()) < Bounds.WAITING_MAX) {
            return true;
        }
        tell(command, busy(command, "there are " + Bounds.WAITING_MAX + " who wait already"));
        return false;
    }

    private static Answer busy(Command command, String why) {
        return Answer.notNow(Refusal.BUSY, why, Pace.retryAfterMs(command.id()));
    }

    Decision decision() {
        return new Decision(session, List.copyOf(facts), List.copyOf(told));
    }
}
