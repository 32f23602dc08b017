package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.definition.Action;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Aftermath;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.core.plan.Plan;
import dev.swarmlog.saga.core.state.StepState;
import java.util.List;

/** What a fact asks of the world. */
final class Orders {
    private Orders() {}

    /** @param before the saga that the fact is added to */
    static void add(List<Effect> effects, Plan plan, Saga before, Fact fact, long nowMs) {
        switch (fact) {
            case Fact.ReservationAsked it ->
                Budgeting.add(effects, plan.step(it.place().step()), before.at(it.place()), fact, nowMs);
            case Fact.AttemptSucceeded it ->
                Budgeting.add(effects, plan.step(it.place().step()), before.at(it.place()), fact, nowMs);
            case Fact.AttemptStarted started ->
                begin(effects, plan.step(started.place().step()), before, started);
            case Fact.WaitStarted wait
            when plan.step(wait.step()).work() instanceof Work.Approval ->
                effects.add(new Effect.AskApproval(wait.step(), wait.question(), wait.dueMs()));
            case Fact.AttemptFailed failed -> {
                withdraw(effects, plan, failed);
                Place place = failed.place();
                Budgeting.add(effects, plan.step(place.step()), before.at(place), fact, nowMs);
            }
            case Fact.UndoStarted started ->
                undo(effects, plan.step(started.place().step()), before, started);
            case Fact.UndoFailed failed
            when failed.aftermath() == Aftermath.UNHEARD -> {
                if (plan.step(failed.place().step()).compensation() != null) {
                    effects.add(new Effect.Withdraw(
                            failed.place(),
                            true,
                            failed.attempt(),
                            failed.failure().detail()));
                }
            }
            case Fact.AttentionNeeded(int step, String why) -> effects.add(new Effect.Alarm(step, why));
            case Fact.AttentionGiven given -> effects.add(new Effect.Calm(given.step()));
            case Fact.Ended ended -> effects.add(tell(before, ended));
            default -> {
                // the others ask for nothing
            }
        }
    }

    private static void begin(List<Effect> effects, Step step, Saga saga, Fact.AttemptStarted started) {
        if (step.work() instanceof Work.SubSaga child) {
            Parent parent = new Parent(
                    saga.id(),
                    started.place(),
                    started.attempt(),
                    saga.start().parent().depth() + 1);
            effects.add(new Effect.StartChild(child.name(), child.version(), started.input(), parent, started.dueMs()));
            return;
        }
        Action action = Plan.action(step.work());
        if (action != null) {
            effects.add(new Effect.Submit(
                    started.place(),
                    false,
                    started.attempt(),
                    started.capability().isEmpty() ? action : action.by(started.capability()),
                    step.work() instanceof Work.Gather gather ? gather : null,
                    started.input(),
                    started.dueMs()));
        }
    }

    private static void withdraw(List<Effect> effects, Plan plan, Fact.AttemptFailed failed) {
        if (failed.aftermath() != Aftermath.UNHEARD && failed.aftermath() != Aftermath.IN_DOUBT) {
            return;
        }
        Place place = failed.place();
        effects.add(
                plan.step(place.step()).work() instanceof Work.SubSaga
                        ? new Effect.CancelChild(
                                place, failed.attempt(), failed.failure().detail())
                        : new Effect.Withdraw(
                                place, false, failed.attempt(), failed.failure().detail()));
    }

    private static void undo(List<Effect> effects, Step step, Saga before, Fact.UndoStarted started) {
        Action compensation = step.compensation();
        if (compensation != null) {
            effects.add(new Effect.Submit(
                    started.place(), true, started.attempt(), compensation, null, started.input(), started.dueMs()));
            return;
        }
        StepState.Done done = before.at(started.place()).standing();
        if (done != null) {
            effects.add(new Effect.UndoChild(started.place(), done.attempt(), started.attempt()));
        }
    }

    private static Effect.Tell tell(Saga saga, Fact.Ended ended) {
        return new Effect.Tell(
                saga.start().requester(),
                saga.start().parent(),
                saga.reopened(),
                ended.ending(),
                ended.output(),
                ended.cause(),
                saga.tally().spent());
    }

    static Effect undoRefused(Parent parent, String why) {
        Failure cause = new Failure(Failure.Kind.NON_RETRYABLE, why);
        return new Effect.Tell(Requester.NOBODY, parent, true, Ending.COMPLETED, Json.NULL, cause, Spent.NOTHING);
    }

    static Effect undoneBefore(Parent parent) {
        return new Effect.Tell(Requester.NOBODY, parent, true, Ending.COMPENSATED, Json.NULL, null, Spent.NOTHING);
    }
}
