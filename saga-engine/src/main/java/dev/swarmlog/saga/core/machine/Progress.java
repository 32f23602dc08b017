package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Formula;
import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Shape;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Ending;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.state.Attention;
import dev.swarmlog.saga.core.state.StepState;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The way forward: what begins because something else is over. Only what follows on that is looked at, and of the steps
 * before it the last first: while a join waits, that one mostly is not over yet.
 */
final class Progress {
    private enum Ready {
        NOT_YET,
        NEVER,
        NOW
    }

    private final Draft draft;
    private final ArrayDeque<Integer> over = new ArrayDeque<>(4);
    private boolean following;

    Progress(Draft draft) {
        this.draft = draft;
    }

    /** All that can begin does: at the start, and when nothing was allowed to for a while. */
    void goOn() {
        for (int step = 0; step < draft.plan.size(); step++) {
            consider(step);
            if (draft.saga().step(step) instanceof StepState.Mapping) {
                draft.mapping(step).goOn();
            }
        }
        follow();
    }

    void begin(int step) {
        consider(step);
        follow();
    }

    void done(Place place) {
        if (place.item() < 0) {
            draft.calm(place.step(), "", "it was done after all");
            over(place.step());
        } else {
            draft.mapping(place.step()).goOn();
        }
    }

    /** A step is done or skipped. */
    void over(int step) {
        over.add(step);
        follow();
    }

    /** For good. */
    void failed(Place place, Failure failure) {
        if (place.item() < 0) {
            stepFailed(place.step(), failure);
        } else {
            draft.mapping(place.step()).failed(failure);
        }
    }

    /** A step that cannot be undone waits for a person, any other has the saga undone. */
    void stepFailed(int step, Failure failure) {
        draft.record(new Fact.StepFailed(step, failure));
        if (draft.onlyForward()) {
            draft.alarm(step, failure.detail());
        } else {
            draft.compensation.turn(step, failure, Ending.COMPENSATED);
        }
    }

    /** Not by recursion: thousands of steps in a row may be skipped. */
    private void follow() {
        if (following) {
            return;
        }
        following = true;
        for (Integer next = over.poll(); next != null; next = over.poll()) {
            boolean skipped = leftOut(draft.saga().step(next));
            for (int follower : draft.plan.followers(next)) {
                if (skipped && waiting(follower) && draft.plan.step(follower).join() == Step.Join.ALL) {
                    skip(follower);
                } else {
                    consider(follower);
                }
            }
        }
        following = false;
        if (draft.forward() && draft.saga().tally().settled() == draft.plan.size()) {
            complete();
        }
    }

    private void consider(int index) {
        if (!waiting(index)) {
            return;
        }
        Step step = draft.plan.step(index);
        switch (ready(step)) {
            case NOT_YET -> {}
            case NEVER -> skip(index);
            case NOW -> {
                try {
                    Formula when = step.when();
                    if (when == null || when.test(draft.attempts.view(Place.of(index), null))) {
                        begin(step);
                    } else {
                        skip(index, "its condition does not hold");
                    }
                } catch (FormulaException e) {
                    stepFailed(index, new Failure(Failure.Kind.EXPRESSION, String.valueOf(e.getMessage())));
                }
            }
        }
    }

    /** The definition had it skipped. What a person had skipped counts as done without an output. */
    private static boolean leftOut(StepState state) {
        return state instanceof StepState.Skipped skipped && skipped.by().isEmpty();
    }

    private boolean waiting(int step) {
        return draft.forward() && !draft.paused() && draft.saga().step(step) instanceof StepState.Waiting;
    }

    private void skip(int step) {
        skip(step, "what it comes after was skipped");
    }

    private void skip(int step, String why) {
        draft.record(new Fact.StepSkipped(step, why, ""));
        over.add(step);
    }

    /** Under ALL a step that was skipped decides as soon as it is found, under ANY all must be over. */
    private Ready ready(Step step) {
        boolean done = step.after().isEmpty();
        for (int i = step.after().size() - 1; i >= 0; i--) {
            StepState before = draft.saga().step(step.after().get(i));
            if (!before.settled()) {
                return Ready.NOT_YET;
            }
            if (!leftOut(before)) {
                done = true;
            } else if (step.join() == Step.Join.ALL) {
                return Ready.NEVER;
            }
        }
        return done ? Ready.NOW : Ready.NEVER;
    }

    private void begin(Step step) {
        Place place = Place.of(step.index());
        switch (step.work()) {
            case Work.Task task -> draft.attempts.ask(place);
            case Work.Gather gather -> draft.attempts.ask(place);
            case Work.SubSaga child -> draft.attempts.ask(place);
            case Work.Each each -> draft.mapping(step.index()).open();
            case Work.WaitSignal wait -> new Waits(draft, place).begin(wait);
            case Work.Approval approval -> new Waits(draft, place).begin(approval);
            case Work.Timer timer -> new Waits(draft, place).begin(timer);
        }
    }

    /** All steps are done or skipped. */
    private void complete() {
        Json output = Json.NULL;
        Failure failure = null;
        try {
            output = output();
            failure = flaw(output);
        } catch (FormulaException e) {
            failure = new Failure(Failure.Kind.EXPRESSION, String.valueOf(e.getMessage()));
        }
        if (failure != null && !draft.onlyForward()) {
            draft.compensation.turn(-1, failure, Ending.COMPENSATED);
            return;
        }
        for (Attention attention : draft.saga().attention()) {
            draft.calm(attention.step(), "", "all is done");
        }
        draft.record(new Fact.Ended(Ending.COMPLETED, failure == null ? output : Json.NULL, failure));
    }

    private Json output() throws FormulaException {
        Definition definition = draft.plan.definition();
        if (definition.output() != null) {
            return definition.output().evaluate(draft.attempts.view(Place.of(-1), null));
        }
        StringBuilder text = new StringBuilder("{");
        for (Step step : definition.steps()) {
            if (draft.plan.followers(step.index()).length == 0) {
                Json output = draft.saga().step(step.index()).output();
                text.append(text.length() == 1 ? "" : ",")
                        .append(Json.string(step.name()).text())
                        .append(':')
                        .append(output == null ? Json.NULL.text() : output.text());
            }
        }
        return new Json(text.append('}').toString());
    }

    private @Nullable Failure flaw(Json output) {
        Failure useless = draft.attempts.useless(output);
        Shape shape = draft.plan.definition().answer();
        if (useless != null || shape == null) {
            return useless;
        }
        String flaw = shape.flaw(output);
        return flaw == null ? null : new Failure(Failure.Kind.EXPRESSION, "the output of the saga: " + flaw);
    }
}
