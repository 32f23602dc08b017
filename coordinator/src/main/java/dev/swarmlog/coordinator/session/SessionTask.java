package dev.swarmlog.coordinator.session;

import dev.swarmlog.coordinator.session.core.Ask;
import dev.swarmlog.coordinator.session.core.Decision;
import dev.swarmlog.coordinator.session.core.Fact;
import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.Told;
import dev.swarmlog.coordinator.session.core.Trigger;
import dev.swarmlog.coordinator.session.core.machine.SessionMachine;
import dev.swarmlog.coordinator.session.core.part.Answer;
import dev.swarmlog.coordinator.session.core.part.Life;
import dev.swarmlog.coordinator.session.core.part.Member;
import dev.swarmlog.coordinator.session.core.part.Refusal;
import dev.swarmlog.coordinator.session.core.plan.Bounds;
import dev.swarmlog.coordinator.session.core.plan.Plan;
import dev.swarmlog.coordinator.session.records.Commands;
import dev.swarmlog.coordinator.session.records.Facts;
import dev.swarmlog.coordinator.session.records.Picture;
import dev.swarmlog.coordinator.session.records.Replies;
import dev.swarmlog.coordinator.session.store.Held;
import dev.swarmlog.coordinator.session.store.Shelf;
import dev.swarmlog.v1.SessionCommand;
import dev.swarmlog.v1.SessionCommandKind;
import dev.swarmlog.v1.SessionEvent;
import dev.swarmlog.v1.SessionFact;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Mutable, for one thread: loads a session, has it decided, stores it, and says what came of it. */
final class SessionTask {
    private static final Trigger TIME_CAME = new Trigger.TimeCame();
    private static final Trigger TAKEN_OVER = new Trigger.TakenOver();
    private static final long FULL_RETRY_MS = 1_000;
    private static final long NONE_SEEN = -1;

    private final SessionConfig config;
    private final Shelf shelf;
    private final Outlet outlet;
    private final SessionMeters meters;
    private final Map<String, Long> untold = new LinkedHashMap<>();
    private final List<String> takenOver = new ArrayList<>();
    private final AgentLives lives;
    private long endsSeen = NONE_SEEN;

    SessionTask(SessionConfig config, Shelf shelf, Outlet outlet, SessionMeters meters, AgentLives lives) {
        this.config = config;
        this.lives = lives;
        this.shelf = shelf;
        this.outlet = outlet;
        this.meters = meters;
    }

    /** What is decided because of it waits for the first call, for now nothing can be said yet. */
    void restore() {
        takenOver.addAll(shelf.restore());
        meters.kept(takenOver.size());
    }

    private void takeOver(long nowMs) {
        for (String id : takenOver) {
            decide(id, TAKEN_OVER, nowMs);
            untold.putIfAbsent(id, nowMs);
        }
        takenOver.clear();
    }

    /** To be called before each commit. */
    void write() {
        shelf.write();
    }

    void close() {
        meters.kept(-shelf.size());
    }

    void command(String key, SessionCommand written, long nowMs) {
        takeOver(nowMs);
        String id = written.getSessionId();
        Answer refusal = refusal(key, id, written);
        Trigger.Command command = Commands.of(written);
        if (refusal != null || command == null) {
            Answer why = refusal == null ? unknown(written) : refusal;
            tell(id, new Told(written.getCommandId(), Commands.address(written), why), null, nowMs);
        } else {
            decide(id, inItsLife(id, command), nowMs);
        }
    }

    /** Who joins for the first time and does not say in which life it is, is in the one that the registry knows. */
    private Trigger.Command inItsLife(String id, Trigger.Command command) {
        Held held = shelf.get(id);
        if (held == null
                || !(command.ask() instanceof Ask.Join(String role, Life life))
                || !life.isAgent()
                || life.epoch() != 0
                || held.session().members().number(command.participant()) >= 0) {
            return command;
        }
        Ask known = new Ask.Join(role, new Life(life.agentId(), lives.epoch(life.agentId())));
        return new Trigger.Command(command.id(), command.participant(), command.address(), known);
    }

    private @Nullable Answer refusal(String key, String id, SessionCommand written) {
        if (!Bounds.isName(id)) {
            return Answer.refused(Refusal.INVALID, "sessionId: 1 to 64 letters, digits and any of ._:@/- are expected");
        }
        if (!key.equals(id)) {
            return Answer.refused(Refusal.INVALID, "the record's key is the sessionId, and not '" + key + "'");
        }
        boolean fresh = written.getKind() == SessionCommandKind.CREATE && shelf.get(id) == null;
        return fresh && shelf.size() >= config.sessionsMax()
                ? Answer.notNow(Refusal.BUSY, "there are " + config.sessionsMax() + " sessions", FULL_RETRY_MS)
                : null;
    }

    private static Answer unknown(SessionCommand written) {
        return Answer.refused(
                Refusal.INVALID,
                written.getKind() == SessionCommandKind.CREATE
                        ? "plan: one is expected with a CREATE"
                        : "kind: what is asked is not known here");
    }

    void tick(long nowMs) {
        takeOver(nowMs);
        for (String id : shelf.due(nowMs)) {
            decide(id, TIME_CAME, nowMs);
        }
        lose(nowMs);
        Iterator<Map.Entry<String, Long>> behind = untold.entrySet().iterator();
        while (behind.hasNext()) {
            Map.Entry<String, Long> next = behind.next();
            if (next.getValue() > nowMs) {
                return;
            }
            behind.remove();
            show(next.getKey());
        }
    }

    /** Those whose agents the registry has given up. */
    private void lose(long nowMs) {
        long ends = lives.ended();
        if (ends == endsSeen) {
            return;
        }
        endsSeen = ends;
        for (Session session : shelf.sessions()) {
            Map<String, Long> over = session.isOver() ? Map.of() : over(session);
            if (!over.isEmpty()) {
                decide(session.id(), new Trigger.LivesOver(over), nowMs);
            }
        }
    }

    private Map<String, Long> over(Session session) {
        Map<String, Long> over = new TreeMap<>();
        for (Member member : session.members().all()) {
            long epoch = member.life().isAgent() ? lives.overUpTo(member.life().agentId()) : 0;
            if (member.isPresent() && epoch >= member.life().epoch() && epoch > 0) {
                over.put(member.life().agentId(), epoch);
            }
        }
        return over;
    }

    private void decide(String id, Trigger trigger, long nowMs) {
        Held before = shelf.get(id);
        Decision decision = SessionMachine.decide(id, before == null ? null : before.session(), trigger, nowMs);
        if (!decision.facts().isEmpty()) {
            happened(id, before, decision, nowMs);
        }
        for (Told told : decision.told()) {
            tell(id, told, decision.next(), nowMs);
        }
        boolean forgotten = before != null && decision.next() == null;
        if (forgotten && trigger instanceof Trigger.Command) {
            decide(id, trigger, nowMs);
        }
    }

    private void happened(String id, @Nullable Held before, Decision decision, long nowMs) {
        long version = before == null ? 1 : before.version() + 1;
        Session next = decision.next();
        Plan plan = next != null
                ? next.plan()
                : before == null ? null : before.session().plan();
        if (plan == null) {
            throw new IllegalStateException("session " + id + ": something happened to one that never was");
        }
        List<SessionFact> facts = new ArrayList<>();
        decision.facts().forEach(fact -> facts.add(Facts.record(fact, plan)));
        outlet.event(new SessionEvent(id, version, nowMs, facts));
        if (next == null) {
            if (before != null) {
                shelf.remove(id);
                meters.kept(-1);
            }
            untold.remove(id);
            outlet.status(id, null);
            return;
        }
        if (before == null) {
            meters.kept(1);
        }
        shelf.put(new Held(next, version, nowMs));
        if (isNews(decision.facts())) {
            untold.remove(id);
            show(id);
        } else {
            untold.putIfAbsent(id, nowMs + config.statusMs());
        }
    }

    private boolean isNews(List<Fact> facts) {
        boolean news = false;
        for (Fact fact : facts) {
            switch (fact) {
                case Fact.Opened opened -> {
                    meters.opened(opened.cause().name());
                    news = true;
                }
                // It may be one whose agent is dead already.
                case Fact.Joined joined when joined.life().isAgent() -> endsSeen = NONE_SEEN;
                case Fact.Created ignored -> news = true;
                case Fact.Started ignored -> news = true;
                case Fact.Lost ignored -> {
                    meters.lost();
                    news = true;
                }
                case Fact.Ended ignored -> news = true;
                default -> {}
            }
        }
        return news;
    }

    private void show(String id) {
        Held held = shelf.get(id);
        if (held != null) {
            outlet.status(id, Picture.of(held.session(), held.version(), held.changedMs()));
        }
    }

    private void tell(String id, Told told, @Nullable Session session, long nowMs) {
        meters.answered(told.answer().refusal().name());
        if (!told.to().key().isEmpty()) {
            outlet.reply(told.to(), Replies.of(id, told, session, nowMs));
        }
    }
}
