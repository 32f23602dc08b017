package dev.swarmlog.saga.core.plan;

import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.definition.Action;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Strategy;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.core.state.StepState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A definition and what follows from it for all its sagas. */
public final class Plan {
    private final Definition definition;
    private final SagaLimits limits;
    private final int[][] followers;
    private final int[] pivots;

    public Plan(Definition definition, SagaLimits limits) {
        this.definition = definition;
        this.limits = limits;
        followers = followers(definition.steps());
        pivots = definition.steps().stream()
                .filter(Step::pivot)
                .mapToInt(Step::index)
                .toArray();
    }

    private static int[][] followers(List<Step> steps) {
        int[] counts = new int[steps.size()];
        for (Step step : steps) {
            for (int before : step.after()) {
                counts[before]++;
            }
        }
        int[][] followers = new int[steps.size()][];
        for (int i = 0; i < counts.length; i++) {
            followers[i] = new int[counts[i]];
        }
        for (Step step : steps) {
            for (int before : step.after()) {
                followers[before][followers[before].length - counts[before]--] = step.index();
            }
        }
        return followers;
    }

    public Definition definition() {
        return definition;
    }

    public SagaLimits limits() {
        return limits;
    }

    public int size() {
        return followers.length;
    }

    public Step step(int index) {
        return definition.steps().get(index);
    }

    /** Those that come directly after a step. */
    public int[] followers(int step) {
        return followers[step];
    }

    /** Its index, or -1. */
    public int find(String name) {
        for (Step step : definition.steps()) {
            if (step.name().equals(name)) {
                return step.index();
            }
        }
        return -1;
    }

    /** Nothing of this saga will ever be undone: neither by its strategy, nor once its pivot was done. */
    public boolean onlyForward(Saga saga) {
        return definition.strategy() == Strategy.FORWARD || behindPivot(saga);
    }

    public boolean behindPivot(Saga saga) {
        for (int pivot : pivots) {
            if (saga.step(pivot) instanceof StepState.Done) {
                return true;
            }
        }
        return false;
    }

    /** This can be undone. */
    public boolean undoable(Step step) {
        return step.compensation() != null
                || (step.work() instanceof Work.SubSaga && definition.strategy() == Strategy.CASCADE);
    }

    /** Whoever undoes the saga must know whether this was done. A sub-saga first undoes itself. */
    public boolean binding(Step step, Saga saga) {
        return !onlyForward(saga)
                && (step.pivot() || step.compensation() != null || step.work() instanceof Work.SubSaga);
    }

    /** What agents do at a step; null where agents have no part in it. */
    public static @Nullable Action action(Work work) {
        return switch (work) {
            case Work.Task task -> task.action();
            case Work.Gather gather -> gather.action();
            case Work.Each each -> each.action();
            case Work.WaitSignal wait -> null;
            case Work.Approval approval -> null;
            case Work.Timer timer -> null;
            case Work.SubSaga child -> null;
        };
    }

    /** The steps that depend on this one, directly or not, and itself; ascending. */
    public int[] dependents(int step) {
        boolean[] reached = new boolean[size()];
        reached[step] = true;
        int count = 0;
        for (int i = step; i < reached.length; i++) {
            if (reached[i]) {
                count++;
                for (int follower : followers[i]) {
                    reached[follower] = true;
                }
            }
        }
        int[] dependents = new int[count];
        for (int i = reached.length - 1; i >= step; i--) {
            if (reached[i]) {
                dependents[--count] = i;
            }
        }
        return dependents;
    }

    @Override
    public String toString() {
        return definition.name() + "@" + definition.version() + Arrays.toString(pivots);
    }
}
