package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Effect.Ignored.Cause;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Shape;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.core.plan.Plan;
import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What the sagas of one definition do. Immutable, to be kept with the definition and shared among sagas. */
public final class SagaMachine {
    private final Plan plan;

    public SagaMachine(Definition definition, SagaLimits limits) {
        plan = new Plan(definition, limits);
    }

    /**
     * What this trigger leads to.
     *
     * @param now null where there is no saga of this id yet
     * @param draw uniform in 0..1, for the jitter of pauses
     */
    public Decision decide(String sagaId, @Nullable Saga now, Trigger trigger, long nowMs, DoubleSupplier draw) {
        if (now == null) {
            return trigger instanceof Trigger.Start start
                    ? start(sagaId, start, nowMs, draw)
                    : unknown(sagaId, trigger);
        }
        Draft draft = new Draft(plan, now, nowMs, draw);
        return switch (trigger) {
            case Trigger.Start start -> draft.ignored(Cause.REPEATED);
            case Trigger.Succeeded succeeded -> succeed(draft, succeeded);
            case Trigger.Failed failed -> fail(draft, failed);
            case Trigger.Granted granted -> new Budgeting(draft).granted(granted);
            case Trigger.Held held -> new Budgeting(draft).held(held);
            case Trigger.TimedOut timedOut -> {
                new Timeouts(draft).all();
                yield draft.decisionOr(Cause.NOT_YET_DUE);
            }
            case Trigger.Signal signal -> new Commands(draft).signal(signal);
            case Trigger.Answer answer -> new Commands(draft).answer(answer);
            case Trigger.Cancel cancel -> new Commands(draft).cancel(cancel);
            case Trigger.Pause pause -> new Commands(draft).pause(pause);
            case Trigger.Resume resume -> new Commands(draft).resume(resume);
            case Trigger.Undo undo -> new Commands(draft).undo(undo);
            case Trigger.Retry retry -> new Repairs(draft).retry(retry);
            case Trigger.Skip skip -> new Repairs(draft).skip(skip);
            case Trigger.Resolve resolve -> new Repairs(draft).resolve(resolve);
        };
    }

    /** What anything but a start leads to where there is no such saga, or none any more. */
    public static Decision unknown(String sagaId, Trigger trigger) {
        return nothing(
                switch (trigger) {
                    case Trigger.TimedOut timedOut -> List.of(new Effect.Ignored(Cause.NOT_YET_DUE));
                    case Trigger.Succeeded succeeded -> List.of(new Effect.Ignored(Cause.TOO_LATE));
                    case Trigger.Failed failed -> List.of(new Effect.Ignored(Cause.TOO_LATE));
                    case Trigger.Granted granted -> List.of(new Effect.Ignored(Cause.TOO_LATE));
                    case Trigger.Held held -> List.of(new Effect.Ignored(Cause.TOO_LATE));
                    case Trigger.Undo undo -> List.of(Orders.undoRefused(undo.parent(), "there is no saga " + sagaId));
                    default -> List.of(new Effect.Rejected("there is no saga " + sagaId));
                });
    }

    private static Decision nothing(List<Effect> effects) {
        return new Decision(null, List.of(), effects);
    }

    private Decision start(String sagaId, Trigger.Start start, long nowMs, DoubleSupplier draw) {
        String refusal = refusal(start);
        if (refusal != null) {
            List<Effect> effects = new ArrayList<>();
            effects.add(new Effect.Rejected(refusal));
            if (!start.parent().equals(Parent.NONE)) {
                Failure cause = new Failure(Failure.Kind.REFUSED, refusal);
                effects.add(new Effect.Tell(
                        start.requester(), start.parent(), false, Ending.COMPENSATED, Json.NULL, cause, Spent.NOTHING));
            }
            return nothing(effects);
        }
        Definition definition = plan.definition();
        Fact.Started started = new Fact.Started(
                definition.name(),
                definition.version(),
                definition.hash(),
                start.input(),
                earlier(start.deadlineMs(), definition.timeoutMs() > 0 ? nowMs + definition.timeoutMs() : 0),
                start.tags(),
                start.requester(),
                start.parent());
        Draft draft = Draft.of(plan, Saga.begin(sagaId, started, nowMs), started, nowMs, draw);
        draft.progress.goOn();
        return draft.decision();
    }

    /** 0 means never. */
    private static long earlier(long oneMs, long otherMs) {
        return oneMs == 0 ? otherMs : otherMs == 0 ? oneMs : Math.min(oneMs, otherMs);
    }

    private @Nullable String refusal(Trigger.Start start) {
        int bytes = start.input().bytes();
        SagaLimits limits = plan.limits();
        if (bytes > limits.inputBytesMax()) {
            return "an input of " + bytes + " bytes, and the limit is " + limits.inputBytesMax();
        }
        if (start.parent().depth() > limits.depthMax()) {
            return "too many sagas are above it";
        }
        Shape shape = plan.definition().input();
        String flaw = shape == null ? null : shape.flaw(start.input());
        return flaw == null ? null : "the input: " + flaw;
    }

    /**
     * A new saga goes forward from an earlier moment of another one: see {@link Restoration}.
     *
     * @param origin the other saga as it was at that moment
     * @param end the same one as it is now
     */
    public Decision restore(
            String sagaId, Saga origin, Saga end, Requester requester, long nowMs, DoubleSupplier draw) {
        String refusal = Restoration.refusal(origin, end);
        if (refusal != null) {
            return nothing(List.of(new Effect.Rejected(refusal)));
        }
        Fact.Restored restored = new Fact.Restored(origin.id(), origin.version(), requester);
        Draft draft = Draft.of(plan, origin.restored(sagaId, restored, nowMs), restored, nowMs, draw);
        return new Restoration(draft, end).decision();
    }

    private Decision succeed(Draft draft, Trigger.Succeeded answer) {
        Place place = answer.place();
        boolean awaited = awaited(draft, place, answer.undo(), answer.attempt());
        if (!awaited || (!answer.undo() && new Budgeting(draft).isAwaited(place, answer.attempt()))) {
            return unawaited(draft, place, answer.undo(), answer.attempt());
        }
        if (answer.undo()) {
            draft.compensation.succeed(place, answer.attempt(), answer.spent());
        } else {
            draft.attempts.succeed(place, answer.attempt(), answer.output(), answer.spent());
        }
        return draft.decision();
    }

    private Decision fail(Draft draft, Trigger.Failed answer) {
        Place place = answer.place();
        if (!awaited(draft, place, answer.undo(), answer.attempt())) {
            return unawaited(draft, place, answer.undo(), answer.attempt());
        }
        if (answer.undo()) {
            draft.compensation.fail(place, answer);
        } else if (answer.unheard() && draft.attempts.inDoubt(place, answer.attempt())) {
            return draft.ignored(Cause.REPEATED);
        } else {
            draft.attempts.fail(place, answer);
        }
        return draft.decision();
    }

    private boolean awaited(Draft draft, Place place, boolean undo, int attempt) {
        if (!exists(draft.saga(), place) || draft.saga().ended()) {
            return false;
        }
        return undo ? draft.compensation.open(place, attempt) : draft.attempts.open(place, attempt);
    }

    private boolean exists(Saga saga, Place place) {
        if (place.step() < 0 || place.step() >= plan.size()) {
            return false;
        }
        Elements elements = saga.elements().at(place.step());
        return place.item() < 0
                || (elements != null && place.item() < elements.items().size());
    }

    private Decision unawaited(Draft draft, Place place, boolean undo, int attempt) {
        Saga saga = draft.saga();
        if (saga.ended() || (!undo && saga.phase() instanceof Phase.Compensating)) {
            return draft.ignored(Cause.TOO_LATE);
        }
        boolean repeated =
                exists(saga, place) && !undo && saga.at(place).tries().attempt() == attempt;
        return draft.ignored(repeated ? Cause.REPEATED : Cause.STALE);
    }
}
