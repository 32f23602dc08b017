package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.StepState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A MAP: so many of its elements at once, in their order, and one output of all of theirs. */
record Mapping(Draft draft, int step) {

    void open() {
        List<Json> items;
        try {
            items = work().over().list(draft.attempts.view(Place.of(step), null));
        } catch (FormulaException e) {
            fail(Failure.Kind.EXPRESSION, String.valueOf(e.getMessage()));
            return;
        }
        String oversized = oversized(items);
        if (oversized != null) {
            fail(Failure.Kind.OVERSIZED, oversized);
            return;
        }
        draft.record(new Fact.ListOpened(step, items));
        goOn();
    }

    @Nullable
    private String oversized(List<Json> items) {
        int max = draft.plan.limits().itemsMax();
        if (items.size() > max) {
            return "a list of " + items.size() + " elements, and the limit is " + max;
        }
        long bytes = draft.saga().tally().bytes();
        int most = 0;
        for (Json item : items) {
            int size = item.bytes();
            bytes += size;
            most += size;
        }
        if (bytes > draft.plan.limits().stateBytesMax()) {
            return "with its list the saga would hold " + bytes + " bytes, and the limit is "
                    + draft.plan.limits().stateBytesMax();
        }
        return draft.fits(most)
                ? null
                : "so much begins at once that it has more than "
                        + draft.plan.limits().decisionBytesMax() + " bytes";
    }

    /** As many begin as may, and if all are over so is the MAP. */
    void goOn() {
        // one that cannot even begin fails within this loop, and must not go through it again by recursion
        draft.filling = true;
        while (open(draft.at(Place.of(step))) && !draft.paused() && room()) {
            draft.attempts.ask(new Place(step, next()));
        }
        draft.filling = false;
        if (!open(draft.at(Place.of(step))) || !elements().over()) {
            return;
        }
        int failed = elements().failed();
        if (failed <= work().failuresMax()) {
            finish();
        } else {
            // told to repeat them, it began as many as may be at once, and those that it did not come to still stand
            // there
            draft.alarm(step, failed + " of its elements failed, and at most " + work().failuresMax() + " may");
        }
    }

    private boolean open(StepState state) {
        return draft.forward() && state instanceof StepState.Mapping;
    }

    private boolean room() {
        Elements elements = elements();
        return elements.begun() < elements.items().size() && elements.active() < work().parallelMax();
    }

    private int next() {
        return elements().begun();
    }

    private void finish() {
        List<Json> outputs = new ArrayList<>();
        for (int i = 0; i < elements().items().size(); i++) {
            Json output = elements().at(i).output();
            outputs.add(output == null ? Json.NULL : output);
        }
        Json output = Json.array(outputs);
        Failure useless = draft.attempts.useless(output);
        if (useless != null) {
            draft.progress.stepFailed(step, useless);
        } else {
            draft.record(new Fact.StepSucceeded(step, output));
            draft.calm(step, "", "few enough of it failed");
            draft.progress.over(step);
        }
    }

    /** One more element failed for good; the MAP fails with it if those are too many. */
    void failed(Failure failure) {
        if (!open(draft.at(Place.of(step)))) {
            return;
        }
        if (elements().failed() > work().failuresMax()) {
            if (!draft.onlyForward()) {
                draft.progress.stepFailed(step, failure);
                return;
            }
            draft.alarm(step, failure.detail());
        }
        if (!draft.filling) {
            goOn();
        }
    }

    private void fail(Failure.Kind kind, String detail) {
        draft.progress.stepFailed(step, new Failure(kind, detail));
    }

    /** Those that failed begin again, as many as may. */
    void repeat() {
        draft.filling = true;
        for (int i = 0; i < elements().begun() && elements().active() < work().parallelMax(); i++) {
            if (elements().at(i) instanceof StepState.Failed) {
                draft.attempts.ask(new Place(step, i));
            }
        }
        goOn();
    }

    /** In a restored saga, those that were at work where it comes from begin again. */
    void restore() {
        draft.filling = true;
        for (int i = 0; i < elements().begun(); i++) {
            if (elements().at(i) instanceof StepState.Waiting && open(draft.at(Place.of(step)))) {
                draft.attempts.ask(new Place(step, i));
            }
        }
        goOn();
    }

    private Work.Each work() {
        return (Work.Each) draft.plan.step(step).work();
    }

    Elements elements() {
        Elements elements = draft.saga().elements().at(step);
        if (elements == null) {
            throw new IllegalStateException(
                    "step " + step + " of " + draft.saga().id() + " has no list");
        }
        return elements;
    }
}
