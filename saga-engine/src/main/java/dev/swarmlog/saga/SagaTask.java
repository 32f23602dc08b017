package dev.swarmlog.saga;

import dev.swarmlog.saga.checkpoint.Checkpoint;
import dev.swarmlog.saga.checkpoint.DamagedCheckpoint;
import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.deployed.Deployed;
import dev.swarmlog.saga.deployed.Deployments;
import dev.swarmlog.saga.history.FactCodec;
import dev.swarmlog.saga.history.Seal;
import dev.swarmlog.saga.records.AttemptId;
import dev.swarmlog.saga.records.Picture;
import dev.swarmlog.saga.records.Replies;
import dev.swarmlog.saga.records.Reservations;
import dev.swarmlog.saga.shelf.Holding;
import dev.swarmlog.saga.shelf.Shelf;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaFact;
import dev.swarmlog.v1.Severity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Mutable and hot, for one thread: load, decide, store, forward, for the sagas of one task. Knows no Streams. */
final class SagaTask {
    private static final byte[] NO_HASH = new byte[0];

    /** A transaction must not grow beyond its time, whatever is due at once. */
    private static final int DUE_PER_TICK_MAX = 2_000;

    private static final int SHOWN_PER_TICK_MAX = 5_000;
    private static final int ALARMED_MAX = 10_000;

    /** What was due and did nothing is looked at again after this time. */
    private static final long AGAIN_MS = 1_000;

    /** An instance that changed so shortly before a crash may not have been shown. */
    private static final long UNSHOWN_MS = 10_000;

    private final SagaConfig config;
    private final Deployments definitions;
    private final Shelf shelf;
    private final Outlet out;
    private final Effects effects;
    private final SagaMeters meters;
    private final AttemptSpans spans;
    private final RandomGenerator random;
    private final Set<String> unshown = new LinkedHashSet<>();
    private final Set<String> alarmed = new HashSet<>();
    private long shownMs;
    private Holding held = Holding.NOTHING;

    /** What a task is made of. */
    record Parts(
            SagaConfig config,
            Deployments definitions,
            Shelf shelf,
            Outlet out,
            Effects effects,
            SagaMeters meters,
            AttemptSpans spans,
            RandomGenerator random) {}

    SagaTask(Parts parts) {
        config = parts.config;
        definitions = parts.definitions;
        shelf = parts.shelf;
        out = parts.out;
        effects = parts.effects;
        meters = parts.meters;
        spans = parts.spans;
        random = parts.random;
    }

    void restore() {
        unshown.addAll(shelf.restore(config.statusMs() + UNSHOWN_MS));
    }

    Found find(String sagaId, long nowMs) {
        Checkpoint checkpoint;
        try {
            checkpoint = shelf.get(sagaId);
        } catch (DamagedCheckpoint e) {
            return quarantine(sagaId, String.valueOf(e.getMessage()), nowMs);
        }
        if (checkpoint == null) {
            return Found.ABSENT;
        }
        var start = checkpoint.saga().start();
        Deployed by = definitions.bound(start.name(), start.version(), start.definitionHash());
        if (by == null && !checkpoint.over()) {
            shelf.lookAgain(sagaId, nowMs + 10 * AGAIN_MS);
            return quarantine(
                    sagaId,
                    "its definition " + start.name() + "@" + start.version() + " (" + start.definitionHash()
                            + ") is not deployed any more",
                    nowMs);
        }
        return new Found.Known(checkpoint, by);
    }

    /** It alone stands still, and a person is told once. */
    private Found quarantine(String sagaId, String why, long nowMs) {
        if (alarmed.size() < ALARMED_MAX && alarmed.add(sagaId)) {
            meters.quarantined();
            out.status(sagaId, Picture.quarantined(sagaId, why, nowMs));
            out.alert(new Alert(
                    SagaService.NAME,
                    Severity.CRITICAL,
                    "saga.quarantined",
                    "Saga " + sagaId + " stands still: " + why,
                    Map.of("sagaId", sagaId),
                    nowMs));
        }
        return new Found.Unfit(why);
    }

    void reply(Reply reply, long nowMs) {
        boolean isOfBudget = Reservations.isAnswer(reply.getMessageId());
        AttemptId id = AttemptId.parse(isOfBudget ? Reservations.attempt(reply.getMessageId()) : reply.getMessageId());
        if (id == null) {
            meters.ignored("NOT_OURS");
            return;
        }
        switch (find(id.sagaId(), nowMs)) {
            case Found.Absent absent -> meters.ignored("FORGOTTEN");
            case Found.Unfit unfit -> meters.ignored("QUARANTINED");
            case Found.Known(Checkpoint checkpoint, Deployed by) -> {
                if (checkpoint.saga().startedMs() != id.startedMs() || by == null) {
                    meters.ignored("STALE");
                } else {
                    Trigger trigger = isOfBudget ? Reservations.trigger(id, reply) : Replies.trigger(id, reply);
                    apply(id.sagaId(), checkpoint, by, trigger, checkpoint.trace(), nowMs);
                }
            }
        }
    }

    /** What comes of a trigger is stored and sent out. */
    Decision apply(String sagaId, @Nullable Checkpoint before, Deployed by, Trigger trigger, String trace, long nowMs) {
        Saga saga = before == null ? null : before.saga();
        Decision decision = by.machine().decide(sagaId, saga, trigger, nowMs, random::nextDouble);
        return carryOut(before, by, decision, new Occasion(name(trigger), trace, nowMs));
    }

    /** What brought a decision about, and when. */
    record Occasion(String trigger, String trace, long nowMs) {}

    /** The decision, or a refusal in its place where what it makes is more than a record can hold. */
    Decision carryOut(@Nullable Checkpoint before, Deployed by, Decision decision, Occasion occasion) {
        Saga next = decision.next();
        if (next == null) {
            effects.without(decision);
            return decision;
        }
        if (!decision.facts().isEmpty() && !keep(before, by, next, decision, occasion)) {
            return refused(before, next.id(), occasion.nowMs);
        }
        List<Requester> others = before == null ? List.of() : before.others();
        effects.of(next, by.definition(), decision, others, occasion.trace, occasion.nowMs);
        return decision;
    }

    /** False where it is too large; then nothing was written. */
    private boolean keep(@Nullable Checkpoint before, Deployed by, Saga next, Decision decision, Occasion occasion) {
        byte[] sealed = out.seal(event(next, before == null ? NO_HASH : before.hash(), decision, occasion));
        if (sealed == null) {
            return false;
        }
        boolean over = next.phase() instanceof Phase.Ended;
        Checkpoint after = new Checkpoint(
                next,
                Seal.hashOf(sealed),
                occasion.trace,
                over || before == null ? List.of() : before.others(),
                occasion.nowMs,
                over ? config.forgetMs(next, occasion.nowMs) : 0);
        if (!store(before, after)) {
            return false;
        }
        out.record(next.id(), sealed);
        show(before, after, by);
        effects.measure(next, by.definition(), decision.facts(), occasion.nowMs);
        if (before != null) {
            spans.tell(before.saga(), by.definition(), decision.facts(), occasion.trace, occasion.nowMs);
        }
        return true;
    }

    private Decision refused(@Nullable Checkpoint before, String sagaId, long nowMs) {
        String why = "what it would hold is more than a record can";
        if (before != null) {
            quarantine(sagaId, why, nowMs);
        }
        return new Decision(before == null ? null : before.saga(), List.of(), List.of(new Effect.Rejected(why)));
    }

    /** False where it is too large; then nothing was written. */
    boolean store(@Nullable Checkpoint before, Checkpoint after) {
        int bytes = shelf.put(before, after);
        meters.stored(bytes);
        return bytes > 0;
    }

    private static SagaEvent event(Saga next, byte[] previous, Decision decision, Occasion occasion) {
        List<SagaFact> facts = new ArrayList<>(decision.facts().size());
        for (Fact fact : decision.facts()) {
            facts.add(FactCodec.wire(fact));
        }
        return new SagaEvent(
                next.id(),
                next.version(),
                occasion.nowMs,
                occasion.trigger,
                next.start().definitionHash(),
                facts,
                ByteBuffer.wrap(previous),
                ByteBuffer.wrap(NO_HASH));
    }

    /** How it ends, and that it needs a person, is shown at once; the rest when there is time. */
    private void show(@Nullable Checkpoint before, Checkpoint after, Deployed by) {
        boolean turns =
                before == null ? config.statusMs() == 0 : Picture.state(before.saga()) != Picture.state(after.saga());
        if (after.over() || turns || config.statusMs() == 0) {
            unshown.remove(after.saga().id());
            out.status(after.saga().id(), Picture.of(after, by.definition()));
        } else {
            unshown.add(after.saga().id());
        }
        alarmed.remove(after.saga().id());
    }

    boolean rebuilt(Checkpoint rebuilt) {
        String sagaId = rebuilt.saga().id();
        int bytes = shelf.replace(sagaId, rebuilt);
        if (bytes == 0) {
            return false;
        }
        meters.stored(bytes);
        alarmed.remove(sagaId);
        unshown.add(sagaId);
        return true;
    }

    /** Of what cannot be read, nor be rebuilt: a person says that nobody needs it. Its history stays. */
    void letGo(String sagaId) {
        shelf.drop(sagaId);
        alarmed.remove(sagaId);
        unshown.remove(sagaId);
        out.status(sagaId, null);
    }

    void tick(long nowMs) {
        for (int left = DUE_PER_TICK_MAX; left > 0; left--) {
            String due = shelf.takeDue(nowMs);
            if (due == null) {
                break;
            }
            due(due, nowMs);
        }
        for (String surplus = shelf.takeSurplus(); surplus != null; surplus = shelf.takeSurplus()) {
            forget(surplus, nowMs, Long.MAX_VALUE);
        }
        if (nowMs - shownMs >= config.statusMs() || nowMs < shownMs) {
            shownMs = nowMs;
            showAll(nowMs);
        }
        hold(shelf.holding(nowMs));
    }

    private void due(String sagaId, long nowMs) {
        if (!(find(sagaId, nowMs) instanceof Found.Known(Checkpoint checkpoint, Deployed by))) {
            return;
        }
        if (checkpoint.over()) {
            forget(sagaId, nowMs, nowMs);
        } else if (by != null
                && apply(sagaId, checkpoint, by, new Trigger.TimedOut(), checkpoint.trace(), nowMs)
                        .facts()
                        .isEmpty()) {
            shelf.lookAgain(sagaId, Math.max(checkpoint.nextDueMs(), nowMs + AGAIN_MS));
        }
    }

    private void forget(String sagaId, long nowMs, long ifByMs) {
        if (find(sagaId, nowMs) instanceof Found.Known(Checkpoint checkpoint, var by) && checkpoint.over()) {
            if (checkpoint.forgetMs() > ifByMs) {
                shelf.lookAgain(sagaId, checkpoint.forgetMs());
                return;
            }
            shelf.remove(sagaId);
            unshown.remove(sagaId);
            out.status(sagaId, null);
        }
    }

    private void showAll(long nowMs) {
        int left = SHOWN_PER_TICK_MAX;
        for (var each = unshown.iterator(); each.hasNext() && left > 0; left--) {
            String sagaId = each.next();
            each.remove();
            if (find(sagaId, nowMs) instanceof Found.Known(Checkpoint checkpoint, Deployed by)) {
                out.status(sagaId, Picture.of(checkpoint, by == null ? null : by.definition()));
            }
        }
    }

    private void hold(Holding now) {
        meters.held(held, now);
        held = now;
    }

    void close() {
        hold(Holding.NOTHING);
    }

    private static String name(Trigger trigger) {
        return switch (trigger) {
            case Trigger.Start it -> "START";
            case Trigger.Cancel it -> "CANCEL";
            case Trigger.Pause it -> "PAUSE";
            case Trigger.Resume it -> "RESUME";
            case Trigger.Signal it -> "SIGNAL";
            case Trigger.Undo it -> "UNDO";
            case Trigger.Answer it -> "ANSWER";
            case Trigger.Retry it -> "RETRY";
            case Trigger.Skip it -> "SKIP";
            case Trigger.Resolve it -> "RESOLVE";
            case Trigger.Succeeded it -> "SUCCEEDED";
            case Trigger.Failed it -> "FAILED";
            case Trigger.Granted it -> "GRANTED";
            case Trigger.Held it -> "HELD";
            case Trigger.TimedOut it -> "TIMED_OUT";
        };
    }
}
