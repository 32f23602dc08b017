package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.plan.Plan;
import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** Mutable while one decision is made: the facts so far, and the saga after them. */
final class Draft {
    final Plan plan;
    final long nowMs;
    final DoubleSupplier draw;
    final Attempts attempts = new Attempts(this);
    final Progress progress = new Progress(this);
    final Compensation compensation = new Compensation(this);

    /** The elements of a MAP are being begun. */
    boolean filling;

    private final List<Fact> facts = new ArrayList<>(4);
    private final List<Effect> effects = new ArrayList<>(4);
    private Saga saga;
    private long inputBytes;

    Draft(Plan plan, Saga saga, long nowMs, DoubleSupplier draw) {
        this.plan = plan;
        this.saga = saga;
        this.nowMs = nowMs;
        this.draw = draw;
    }

    /** Of a saga that just came to be by this fact. */
    static Draft of(Plan plan, Saga saga, Fact first, long nowMs, DoubleSupplier draw) {
        Draft draft = new Draft(plan, saga, nowMs, draw);
        draft.facts.add(first);
        return draft;
    }

    void record(Fact fact) {
        Saga before = saga;
        saga = before.after(fact, nowMs);
        facts.add(fact);
        Orders.add(effects, plan, before, fact, nowMs);
    }

    Saga saga() {
        return saga;
    }

    Step step(Place place) {
        return plan.step(place.step());
    }

    StepState at(Place place) {
        return saga.at(place);
    }

    /** A step, and its elements if it is a MAP. */
    void forEachPlace(int step, Consumer<Place> each) {
        each.accept(Place.of(step));
        Elements elements = saga.elements().at(step);
        for (int i = 0; elements != null && i < elements.begun(); i++) {
            each.accept(new Place(step, i));
        }
    }

    void forEachPlace(Consumer<Place> each) {
        for (int step = 0; step < saga.steps().size(); step++) {
            forEachPlace(step, each);
        }
    }

    boolean forward() {
        return saga.phase() instanceof Phase.Forward;
    }

    /** Nothing new may begin. */
    boolean paused() {
        return saga.pause() != null;
    }

    /** A MAP whose list is open. */
    Mapping mapping(int step) {
        return new Mapping(this, step);
    }

    boolean onlyForward() {
        return plan.onlyForward(saga);
    }

    boolean needsAttention(int step) {
        return saga.attention().stream().anyMatch(each -> each.step() == step);
    }

    /** Nobody needs to look at this step any more, if anybody did. */
    void calm(int step, String by, String why) {
        if (!saga.attention().isEmpty() && needsAttention(step)) {
            record(new Fact.AttentionGiven(step, by, why));
        }
    }

    void alarm(int step, String why) {
        if (!needsAttention(step)) {
            record(new Fact.AttentionNeeded(step, why));
        }
    }

    /** Whether so much more fits into the record of this decision; it is taken for granted that it then goes there. */
    boolean fits(int bytes) {
        inputBytes += bytes;
        return inputBytes <= plan.limits().decisionBytesMax();
    }

    /** 0 stays never. */
    long dueMs(long timeoutMs) {
        return timeoutMs <= 0 ? 0 : nowMs + timeoutMs;
    }

    Decision decision() {
        return new Decision(facts.isEmpty() ? saga : saga.recorded(), facts, effects);
    }

    /** If nothing came of it, the trigger was for nothing because of this. */
    Decision decisionOr(Effect.Ignored.Cause cause) {
        return facts.isEmpty() ? ignored(cause) : decision();
    }

    Decision ignored(Effect.Ignored.Cause cause) {
        return only(new Effect.Ignored(cause));
    }

    Decision rejected(String reason) {
        return only(new Effect.Rejected(reason));
    }

    Decision only(Effect effect) {
        return new Decision(saga, List.of(), List.of(effect));
    }
}
