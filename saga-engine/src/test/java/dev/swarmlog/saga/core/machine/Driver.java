package dev.swarmlog.saga.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.core.state.Attention;
import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.saga.core.state.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** One saga in the hands of a test, which answers for the agents and the clock; the invariants hold all the time. */
final class Driver {
    static final SagaLimits LIMITS = SagaLimits.DEFAULT;
    static final long START_MS = 1_000_000;

    private final Definition definition;
    private final SagaMachine machine;
    private final Invariants invariants;
    private final List<Effect> effects = new ArrayList<>();
    private Saga saga;
    private long nowMs = START_MS;

    private Driver(Definition definition, SagaLimits limits) {
        this.definition = definition;
        machine = new SagaMachine(definition, limits);
        invariants = new Invariants(definition, limits);
        Decision decision = machine.decide("saga", null, START, nowMs, () -> 0.5);
        invariants.check(null, decision, nowMs);
        effects.addAll(decision.effects());
        saga = Objects.requireNonNull(decision.next());
    }

    private static final Trigger START = new Trigger.Start(new Json("{}"), Map.of(), 0, Requester.NOBODY, Parent.NONE);

    static Driver start(Definition definition) {
        return new Driver(definition, LIMITS);
    }

    static Driver start(Definition definition, SagaLimits limits) {
        return new Driver(definition, limits);
    }

    Driver feed(Trigger trigger) {
        Decision decision = machine.decide("saga", saga, trigger, nowMs, () -> 0.5);
        invariants.check(saga, decision, nowMs);
        effects.addAll(decision.effects());
        saga = Objects.requireNonNull(decision.next());
        return this;
    }

    Saga now() {
        return saga;
    }

    SagaMachine machine() {
        return machine;
    }

    long nowMs() {
        return nowMs;
    }

    List<Effect> effects() {
        return effects;
    }

    Driver succeed(String step) {
        return succeed(place(step));
    }

    Driver succeed(Place place) {
        return succeedWith(place, "\"" + place.step() + "\"");
    }

    Driver succeedWith(Place place, String json) {
        int attempt = saga.at(place).tries().attempt();
        return feed(new Trigger.Succeeded(place, false, attempt, new Json(json), Spent.NOTHING));
    }

    Driver fail(String step, Failure.Kind kind) {
        return fail(place(step), kind);
    }

    Driver fail(Place place, Failure.Kind kind) {
        assertThat(saga.at(place)).isInstanceOf(StepState.Running.class);
        int attempt = saga.at(place).tries().attempt();
        return feed(new Trigger.Failed(place, false, attempt, new Failure(kind, "it failed"), 500, Spent.NOTHING));
    }

    /** What was told to stop did so. */
    Driver failAttempt(String step, Failure.Kind kind) {
        int attempt = saga.at(place(step)).tries().attempt();
        return feed(new Trigger.Failed(place(step), false, attempt, new Failure(kind, "stopped"), 0, Spent.NOTHING));
    }

    Driver succeedLate(String step) {
        return succeedLate(place(step));
    }

    /** What was told to stop was done all the same. */
    Driver succeedLate(Place place) {
        int attempt = saga.at(place).tries().doubts().getFirst();
        return feed(new Trigger.Succeeded(place, false, attempt, new Json("\"late\""), Spent.NOTHING));
    }

    Driver undo(String step) {
        return undo(place(step));
    }

    Driver undo(Place place) {
        return feed(new Trigger.Succeeded(place, true, undoAttempt(place), Json.NULL, Spent.NOTHING));
    }

    Driver failUndo(String step) {
        Failure failure = new Failure(Failure.Kind.RETRYABLE, "it failed");
        return feed(new Trigger.Failed(place(step), true, undoAttempt(place(step)), failure, 0, Spent.NOTHING));
    }

    private int undoAttempt(Place place) {
        return ((StepState.Undoing) saga.at(place)).undo().attempt();
    }

    /** All that is undone is, one after the other; in which order. */
    List<String> undoAll() {
        List<String> order = new ArrayList<>();
        for (List<String> next = undoing(); !next.isEmpty(); next = undoing()) {
            order.add(next.getFirst());
            undo(next.getFirst());
        }
        return order;
    }

    Driver cancel() {
        return feed(new Trigger.Cancel("ann", "no more"));
    }

    Driver retry(String step) {
        return feed(new Trigger.Retry(step, "ann"));
    }

    Driver skip(String step) {
        return feed(new Trigger.Skip(step, "ann"));
    }

    Driver resolve() {
        return feed(new Trigger.Resolve("ann", "by hand"));
    }

    /** To the next moment at which anything is due. */
    Driver passTime() {
        nowMs = Math.max(nowMs, saga.nextDueMs());
        return feed(new Trigger.TimedOut());
    }

    Driver passTime(long byMs) {
        nowMs += byMs;
        return feed(new Trigger.TimedOut());
    }

    List<String> undoing() {
        return those(StepState.Undoing.class::isInstance);
    }

    List<String> running() {
        return those(StepState.Running.class::isInstance);
    }

    /** Those that were told to stop and have not said what became of them. */
    List<String> withdrawn() {
        List<String> names = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Withdraw withdraw && !withdraw.undo()) {
                names.add(definition.steps().get(withdraw.place().step()).name());
            }
        }
        return names;
    }

    List<Place> undoingPlaces() {
        List<Place> places = new ArrayList<>();
        for (int step = 0; step < definition.steps().size(); step++) {
            Elements elements = saga.elements().at(step);
            for (int i = 0; elements != null && i < elements.items().size(); i++) {
                if (elements.at(i) instanceof StepState.Undoing) {
                    places.add(new Place(step, i));
                }
            }
        }
        return places;
    }

    private List<String> those(Predicate<StepState> in) {
        return definition.steps().stream()
                .filter(step -> in.test(saga.step(step.index())))
                .map(step -> step.name())
                .toList();
    }

    List<String> attention() {
        return saga.attention().stream()
                .map(Attention::step)
                .map(step -> step < 0 ? "" : definition.steps().get(step).name())
                .toList();
    }

    String ending() {
        return saga.phase() instanceof Phase.Ended ended ? ended.ending().name() : "NONE";
    }

    String output() {
        return saga.phase() instanceof Phase.Ended ended ? ended.output().text() : "";
    }

    Failure cause() {
        return Objects.requireNonNull(((Phase.Ended) saga.phase()).cause());
    }

    String ignored() {
        return ((Effect.Ignored) effects.getLast()).cause().name();
    }

    String rejected() {
        return ((Effect.Rejected) effects.getLast()).reason();
    }

    StepState state(String step) {
        return saga.at(place(step));
    }

    private Place place(String step) {
        return definition.steps().stream()
                .filter(each -> each.name().equals(step))
                .map(each -> Place.of(each.index()))
                .findFirst()
                .orElseThrow();
    }
}
