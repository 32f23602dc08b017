package dev.swarmlog.sagas;

import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Strategy;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.fact.Fact;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.state.Phase;
import dev.swarmlog.sagas.SagaTrail.Told;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The way back of one saga, by the written rule of its strategy and by its facts in their order; nothing of the engine's plan. */
final class UndoLaws {
    private final SagaTrail trail;
    private final Saga saga;
    private final Definition definition;
    private final BiConsumer<SagaLaw, String> report;
    /** What was done and is not undone, with its place in the order of what was done. */
    private final Map<Place, Integer> standing = new HashMap<>();

    private Set<Integer> toUndo = Set.of();
    private long turnedBy;
    private int failed = -1;

    UndoLaws(SagaTrail trail, Saga saga, Definition definition, BiConsumer<SagaLaw, String> report) {
        this.trail = trail;
        this.saga = saga;
        this.definition = definition;
        this.report = report;
    }

    void all() {
        int order = 0;
        Set<Place> begun = new HashSet<>();
        for (Told told : trail.history) {
            switch (told.fact()) {
                case Fact.AttemptSucceeded done -> standing.put(done.place(), order++);
                case Fact.Turned turned -> failed = turned.step();
                case Fact.CompensationStarted started -> {
                    toUndo = expected();
                    turnedBy = told.version();
                }
                case Fact.UndoStarted undo -> {
                    if (begun.add(undo.place())) {
                        begins(undo.place(), told);
                    }
                }
                case Fact.UndoSucceeded undone -> standing.remove(undone.place());
                default -> {}
            }
        }
        if (saga.phase() instanceof Phase.Ended ended && ended.cause() != null) {
            Set<Integer> wanted = turnedBy == 0 ? expected() : toUndo;
            standing.keySet().removeIf(place -> !wanted.contains(place.step()));
            if (!standing.isEmpty()) {
                report.accept(SagaLaw.ALL_UNDONE, standing.keySet() + " still stands");
            }
        }
    }

    private void begins(Place place, Told told) {
        if (!toUndo.contains(place.step())) {
            report.accept(SagaLaw.ALL_UNDONE, place + " is undone, and only " + toUndo + " should be");
            return;
        }
        if (definition.strategy() == Strategy.PARALLEL) {
            boolean atOnce = told.version() == turnedBy || saga.elements().at(place.step()) != null;
            if (!atOnce && trail.history.stream().noneMatch(other -> other.fact() instanceof Fact.Paused)) {
                report.accept(SagaLaw.UNDONE_IN_ORDER, place + " is not undone at once");
            }
            return;
        }
        int own = order(place.step());
        for (Place other : standing.keySet()) {
            if (other.step() != place.step() && toUndo.contains(other.step()) && order(other.step()) > own) {
                report.accept(SagaLaw.UNDONE_IN_ORDER, place + " is undone before " + other + ", done after it");
            }
        }
    }

    /** Of a MAP, when its last element was done. */
    private int order(int step) {
        int last = -1;
        for (Map.Entry<Place, Integer> each : standing.entrySet()) {
            last = each.getKey().step() == step ? Math.max(last, each.getValue()) : last;
        }
        return last;
    }

    private Set<Integer> expected() {
        Set<Integer> expected = new TreeSet<>();
        boolean pivoted = definition.steps().stream().anyMatch(step -> step.pivot() && order(step.index()) >= 0);
        if (pivoted || definition.strategy() == Strategy.FORWARD) {
            return expected;
        }
        for (Step step : definition.steps()) {
            if (order(step.index()) >= 0 && undoable(step) && wanted(step)) {
                expected.add(step.index());
            }
        }
        return expected;
    }

    /** Only a cascade goes into sub-sagas. */
    private boolean undoable(Step step) {
        return step.compensation() != null
                || (step.work() instanceof Work.SubSaga && definition.strategy() == Strategy.CASCADE);
    }

    private boolean wanted(Step step) {
        return switch (definition.strategy()) {
            case BACKWARD, PARALLEL -> true;
            case SELECTIVE ->
                step.undoWhen() == null || !saga.start().input().text().contains("\"keep\":\"" + step.name() + "\"");
            case CASCADE -> failed < 0 || (isBefore(step, failed) && !builtOnByWhatStays(step));
            case FORWARD -> false;
        };
    }

    /** Whether a step is the other one, or one that it depends on. */
    private boolean isBefore(Step step, int other) {
        return step.index() == other
                || definition.steps().get(other).after().stream().anyMatch(before -> isBefore(step, before));
    }

    private boolean builtOnByWhatStays(Step step) {
        return definition.steps().stream()
                .filter(follower -> follower.after().contains(step.index()) && order(follower.index()) >= 0)
                .anyMatch(follower -> !isBefore(follower, failed) || builtOnByWhatStays(follower));
    }
}
