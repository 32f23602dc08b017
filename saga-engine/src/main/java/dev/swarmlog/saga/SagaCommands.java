package dev.swarmlog.saga;

import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.saga.checkpoint.Checkpoint;
import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Shape;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.deployed.Deployed;
import dev.swarmlog.saga.deployed.Deployments;
import dev.swarmlog.saga.history.FactCodec;
import dev.swarmlog.saga.history.Fold;
import dev.swarmlog.saga.history.Packed;
import dev.swarmlog.saga.records.Answers;
import dev.swarmlog.saga.records.AttemptId;
import dev.swarmlog.saga.records.JsonCheck;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import dev.swarmlog.v1.SagaEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What somebody wants of the sagas of one task: obeyed, or answered with why not. For one thread. */
final class SagaCommands {
    /** So many may wait for the end of one saga beside the one who started it. */
    private static final int OTHERS_MAX = 16;

    private final SagaConfig config;
    private final Deployments definitions;
    private final SagaTask task;
    private final ParkedStarts parked;
    private final Outlet out;
    private final Function<byte[], SagaEvent> events;
    private final RandomGenerator random;

    SagaCommands(SagaTask.Parts parts, SagaTask task, ParkedStarts parked, Function<byte[], SagaEvent> events) {
        this.config = parts.config();
        this.definitions = parts.definitions();
        this.task = task;
        this.parked = parked;
        this.out = parts.out();
        this.events = events;
        this.random = parts.random();
    }

    /**
     * A record of sagas.commands.
     *
     * @param key of the record, which decides the task
     * @param place of the record in its topic: by it a signal that has no name of its own is told from others
     */
    record Received(String key, SagaCommand command, String trace, String place) {}

    void obey(Received received, long nowMs) {
        SagaCommand command = received.command;
        String flaw = flaw(received);
        if (flaw != null) {
            refuse(command, flaw, received.trace, nowMs);
            return;
        }
        switch (command.getKind()) {
            case START -> start(command, received.trace, nowMs);
            case RESET -> reset(command, received.trace, nowMs);
            case REBUILD -> rebuild(command, received.trace, nowMs);
            case UNKNOWN -> refuse(command, "kind: only a newer saga-engine knows it", received.trace, nowMs);
            case CANCEL, SIGNAL, ANSWER, PAUSE, RESUME, RETRY, SKIP, RESOLVE, UNDO ->
                tell(command, trigger(command, received.place), received.trace, nowMs);
        }
    }

    private static @Nullable String flaw(Received received) {
        SagaCommand command = received.command;
        String id = command.getSagaId();
        if (id.isEmpty() || id.length() > AttemptId.SAGA_ID_CHARS_MAX) {
            return "sagaId: 1 to " + AttemptId.SAGA_ID_CHARS_MAX + " characters are expected, found " + id.length();
        }
        if (!id.equals(received.key)) {
            return "sagaId: the record's key '" + received.key + "' is expected, found '" + id + "'";
        }
        String text = Bounds.flaw(command);
        if (text != null) {
            return text;
        }
        String json = JsonCheck.problem(command.getJson());
        return json == null ? null : "json: " + json;
    }

    private void start(SagaCommand command, String trace, long nowMs) {
        String key = command.getIdempotencyKey();
        if (!key.isEmpty() && !command.getSagaId().equals(idOf(command.getName(), key))) {
            refuse(
                    command,
                    "sagaId: with this name and idempotencyKey " + idOf(command.getName(), key)
                            + " is expected, found '" + command.getSagaId() + "'",
                    trace,
                    nowMs);
            return;
        }
        switch (task.find(command.getSagaId(), nowMs)) {
            case Found.Unfit(String why) -> refuse(command, "it stands still: " + why, trace, nowMs);
            case Found.Known(Checkpoint checkpoint, var by) -> again(command, checkpoint, trace, nowMs);
            case Found.Absent absent -> {
                if (!begin(command, trace, nowMs) && !parked.park(command, trace, nowMs + config.parkMs())) {
                    refuse(command, unknown(command), trace, nowMs);
                }
            }
        }
    }

    /** The sagaId that a start with an idempotency key must bear. */
    static String idOf(String name, String idempotencyKey) {
        return SagaClient.idOf(name, idempotencyKey);
    }

    /** False where its definition is not there. */
    private boolean begin(SagaCommand command, String trace, long nowMs) {
        Deployed by = definitions.find(command.getName(), command.getVersion(), command.getSagaId());
        if (by == null) {
            return false;
        }
        Json input = new Json(command.getJson());
        Shape shape = by.definition().input();
        String flaw = shape == null ? null : shape.flaw(input);
        if (flaw != null) {
            refuse(command, "input: " + flaw, trace, nowMs);
            return true;
        }
        Trigger start = new Trigger.Start(
                input,
                command.getTags(),
                command.getDeadlineMs(),
                Answers.requester(command),
                FactCodec.parent(command.getParent()));
        Decision decision = task.apply(command.getSagaId(), null, by, start, trace, nowMs);
        if (decision.facts().isEmpty()) {
            answer(command, decision, trace, nowMs);
        }
        return true;
    }

    private String unknown(SagaCommand command) {
        return "no definition of '" + command.getName() + "'"
                + (command.getVersion().isEmpty() ? "" : " in version " + command.getVersion()) + " is deployed"
                + definitions.whyNot(command.getName(), command.getVersion());
    }

    /** Whoever starts a saga once more hears what the first one hears. */
    private void again(SagaCommand command, Checkpoint known, String trace, long nowMs) {
        Saga saga = known.saga();
        if (!saga.start().name().equals(command.getName())) {
            refuse(command, "sagaId: it is that of a saga '" + saga.start().name() + "'", trace, nowMs);
            return;
        }
        Requester requester = Answers.requester(command);
        if (requester.equals(Requester.NOBODY)) {
            return;
        }
        if (saga.phase() instanceof Phase.Ended end) {
            out.answer(Answers.endedBefore(saga, end, requester, nowMs), trace);
        } else if (!requester.equals(saga.start().requester())
                && !known.others().contains(requester)) {
            join(command, known, requester, trace, nowMs);
        }
    }

    private void join(SagaCommand command, Checkpoint known, Requester requester, String trace, long nowMs) {
        if (known.others().size() >= OTHERS_MAX) {
            refuse(command, OTHERS_MAX + " others wait for its end already", trace, nowMs);
            return;
        }
        List<Requester> others = new ArrayList<>(known.others());
        others.add(requester);
        task.store(
                known,
                new Checkpoint(known.saga(), known.hash(), known.trace(), others, known.changedMs(), known.forgetMs()));
    }

    private void tell(SagaCommand command, Trigger trigger, String trace, long nowMs) {
        switch (task.find(command.getSagaId(), nowMs)) {
            case Found.Absent absent ->
                refuse(
                        command,
                        "no saga '" + command.getSagaId() + "' is known: it never was, or it ended and is"
                                + " forgotten",
                        trace,
                        nowMs);
            case Found.Unfit(String why) -> {
                if (command.getKind() == SagaCommandKind.RESOLVE) {
                    task.letGo(command.getSagaId());
                    out.answer(Answers.done(command, nowMs), trace);
                } else {
                    refuse(command, "it stands still: " + why, trace, nowMs);
                }
            }
            case Found.Known(Checkpoint checkpoint, Deployed by) -> {
                if (by == null) {
                    refuse(command, "it ended, and its definition is not deployed any more", trace, nowMs);
                    return;
                }
                Decision decision = task.apply(command.getSagaId(), checkpoint, by, trigger, checkpoint.trace(), nowMs);
                if (command.getKind() != SagaCommandKind.UNDO
                        || decision.facts().isEmpty()) {
                    answer(command, decision, trace, nowMs);
                }
            }
        }
    }

    private static Trigger trigger(SagaCommand command, String place) {
        String by = command.getBy();
        return switch (command.getKind()) {
            case CANCEL -> new Trigger.Cancel(by, command.getReason());
            case SIGNAL ->
                new Trigger.Signal(
                        command.getIdempotencyKey().isEmpty() ? place : command.getIdempotencyKey(),
                        command.getTarget(),
                        new Json(command.getJson()));
            case ANSWER -> new Trigger.Answer(command.getTarget(), command.getApproved(), by, command.getReason());
            case PAUSE -> new Trigger.Pause(by, command.getReason());
            case RESUME -> new Trigger.Resume(by);
            case RETRY -> new Trigger.Retry(command.getTarget(), by);
            case SKIP -> new Trigger.Skip(command.getTarget(), by);
            case RESOLVE -> new Trigger.Resolve(by, command.getReason());
            case UNDO -> new Trigger.Undo(FactCodec.parent(command.getParent()));
            case START, RESET, REBUILD, UNKNOWN ->
                throw new IllegalArgumentException(command.getKind() + " is not told to a saga");
        };
    }

    /** A new saga goes on from a moment of another, whose history comes along. */
    private void reset(SagaCommand command, String trace, long nowMs) {
        if (!(task.find(command.getSagaId(), nowMs) instanceof Found.Absent)) {
            refuse(command, "sagaId: a new one is expected", trace, nowMs);
            return;
        }
        long version = version(command.getTarget());
        Fold fold = fold(command, version);
        Saga end = fold.saga();
        Saga origin = fold.moment();
        Deployed by = end == null ? null : bound(end);
        if (end == null || by == null) {
            refuse(command, end == null ? "events: " + fold.problem() : notThere(end), trace, nowMs);
            return;
        }
        if (origin == null) {
            refuse(
                    command,
                    "target: a version of 1 to " + end.version() + " of saga " + end.id() + " is expected, found '"
                            + command.getTarget() + "'",
                    trace,
                    nowMs);
            return;
        }
        Decision decision =
                by.machine().restore(command.getSagaId(), origin, end, Requester.NOBODY, nowMs, random::nextDouble);
        answer(command, task.carryOut(null, by, decision, new SagaTask.Occasion("RESET", trace, nowMs)), trace, nowMs);
    }

    private static long version(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Fold fold(SagaCommand command, long version) {
        try {
            return Fold.of(Packed.unpack(command.getEvents()), events, version);
        } catch (IllegalArgumentException e) {
            return Fold.broken(String.valueOf(e.getMessage()));
        }
    }

    /** In place of a checkpoint that cannot be read, the history says how far the saga was. */
    private void rebuild(SagaCommand command, String trace, long nowMs) {
        if (task.find(command.getSagaId(), nowMs) instanceof Found.Known) {
            refuse(command, "its checkpoint is in order", trace, nowMs);
            return;
        }
        Fold fold = fold(command, 0);
        Saga saga = fold.saga();
        String flaw = saga == null ? "events: " + fold.problem() : flaw(command, saga);
        if (saga == null || flaw != null) {
            refuse(command, flaw == null ? "" : flaw, trace, nowMs);
            return;
        }
        long forgetMs = saga.phase() instanceof Phase.Ended ? config.forgetMs(saga, nowMs) : 0;
        if (!task.rebuilt(new Checkpoint(saga, fold.hash(), trace, List.of(), nowMs, forgetMs))) {
            refuse(command, "events: what they make is more than a record can hold", trace, nowMs);
            return;
        }
        out.answer(Answers.done(command, nowMs), trace);
    }

    private @Nullable String flaw(SagaCommand command, Saga rebuilt) {
        if (!rebuilt.id().equals(command.getSagaId())) {
            return "events: they are those of saga '" + rebuilt.id() + "'";
        }
        return bound(rebuilt) == null ? notThere(rebuilt) : null;
    }

    private @Nullable Deployed bound(Saga saga) {
        return definitions.bound(
                saga.start().name(), saga.start().version(), saga.start().definitionHash());
    }

    private static String notThere(Saga saga) {
        return "its definition " + saga.start().name() + "@" + saga.start().version() + " ("
                + saga.start().definitionHash() + ") is not deployed";
    }

    /** Starts that waited for a definition begin, or are refused when their time is over. */
    void tick(long nowMs) {
        parked.look(nowMs, (waiting, over) -> {
            if (begin(waiting.command(), waiting.trace(), nowMs)) {
                return true;
            }
            if (over) {
                refuse(waiting.command(), unknown(waiting.command()), waiting.trace(), nowMs);
            }
            return over;
        });
    }

    private void answer(SagaCommand command, Decision decision, String trace, long nowMs) {
        for (Effect effect : decision.effects()) {
            if (effect instanceof Effect.Rejected(String reason)) {
                refuse(command, reason, trace, nowMs);
                return;
            }
            if (effect instanceof Effect.Ignored(Effect.Ignored.Cause cause)
                    && cause != Effect.Ignored.Cause.REPEATED) {
                refuse(command, "it came too late to change anything (" + cause + ")", trace, nowMs);
                return;
            }
        }
        out.answer(Answers.done(command, nowMs), trace);
    }

    private void refuse(SagaCommand command, String why, String trace, long nowMs) {
        out.answer(Answers.refused(command, why, nowMs), trace);
    }
}
