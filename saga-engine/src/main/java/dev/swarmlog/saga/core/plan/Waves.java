package dev.swarmlog.saga.core.plan;

import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.definition.Formula;
import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Strategy;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.saga.core.state.Elements;
import dev.swarmlog.saga.core.state.StepState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Which steps of a saga are undone, and in which order: the steps of a wave together, wave after wave. */
public record Waves(Plan plan, Saga saga) {

    /**
     * Those of a saga that failed, or was cancelled.
     *
     * @param failed the step to blame; negative where none is
     */
    public List<List<Integer>> after(int failed) {
        return switch (plan.definition().strategy()) {
            case BACKWARD -> oneByOne(chosen(all()));
            case PARALLEL -> together(chosen(all()));
            case SELECTIVE -> oneByOne(chosen(all()));
            case CASCADE -> oneByOne(chosen(failed < 0 ? all() : branchesOf(failed)));
            case FORWARD -> List.of();
        };
    }

    private boolean[] all() {
        boolean[] all = new boolean[plan.size()];
        Arrays.fill(all, true);
        return all;
    }

    /**
     * The failed step and what it depended on, but for what a step that stays was built on. From the last to the first, so
     * that what follows on a step is decided before it.
     */
    private boolean[] branchesOf(int failed) {
        boolean[] undone = new boolean[plan.size()];
        boolean[] before = new boolean[plan.size()];
        before[failed] = true;
        for (int step = plan.size() - 1; step >= 0; step--) {
            if (before[step]) {
                for (int earlier : plan.step(step).after()) {
                    before[earlier] = true;
                }
                undone[step] = !builtOnByWhatStays(step, undone);
            }
        }
        return undone;
    }

    private boolean builtOnByWhatStays(int step, boolean[] undone) {
        for (int follower : plan.followers(step)) {
            if (saga.standing(follower) && !undone[follower]) {
                return true;
            }
        }
        return false;
    }

    private boolean[] chosen(boolean[] among) {
        boolean[] chosen = new boolean[among.length];
        for (int i = 0; i < among.length; i++) {
            chosen[i] = among[i] && saga.standing(i) && plan.undoable(plan.step(i)) && wanted(plan.step(i));
        }
        return chosen;
    }

    /** Nothing is forgotten because a condition has no value. */
    private boolean wanted(Step step) {
        Formula undoWhen = step.undoWhen();
        if (undoWhen == null || plan.definition().strategy() != Strategy.SELECTIVE) {
            return true;
        }
        try {
            return undoWhen.test(new View(saga, Place.of(step.index()), null));
        } catch (FormulaException e) {
            return true;
        }
    }

    private static List<List<Integer>> together(boolean[] chosen) {
        List<Integer> wave = new ArrayList<>();
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i]) {
                wave.add(i);
            }
        }
        return wave.isEmpty() ? List.of() : List.of(wave);
    }

    /**
     * The last that was done first, but none before all that come after it: steps are done in such an order anyway, unless a
     * person had one begin again, or the answer of one that was given up came late.
     */
    private List<List<Integer>> oneByOne(boolean[] chosen) {
        int[] open = new int[plan.size()];
        PriorityQueue<Integer> free = new PriorityQueue<>(
                Comparator.comparingLong((Integer step) -> chosen[step] ? order(step) : Long.MAX_VALUE)
                        .thenComparingInt(step -> step)
                        .reversed());
        for (int step = 0; step < open.length; step++) {
            open[step] = plan.followers(step).length;
            if (open[step] == 0) {
                free.add(step);
            }
        }
        List<List<Integer>> waves = new ArrayList<>();
        for (Integer step = free.poll(); step != null; step = free.poll()) {
            if (chosen[step]) {
                waves.add(List.of(step));
            }
            for (int before : plan.step(step).after()) {
                if (--open[before] == 0) {
                    free.add(before);
                }
            }
        }
        return waves;
    }

    /** When it was done; of a MAP that failed, when the last of its elements was. */
    private long order(int step) {
        StepState.Done done = saga.step(step).standing();
        Elements elements = saga.elements().at(step);
        if (done != null || elements == null) {
            return done == null ? 0 : done.order();
        }
        long last = 0;
        for (int i = 0; i < elements.begun(); i++) {
            StepState.Done element = elements.at(i).standing();
            last = element == null ? last : Math.max(last, element.order());
        }
        return last;
    }
}
