package dev.swarmlog.saga.definition;

import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Spot;
import dev.swarmlog.saga.core.definition.Step.Join;
import dev.swarmlog.saga.core.definition.Strategy;
import dev.swarmlog.saga.definition.StepDraft.UndoDraft;
import java.util.BitSet;
import java.util.List;

/**
 * What makes no sense of what is said about undoing.
 *
 * <p>A pivot is the point of no return: before it a saga that fails is undone, behind it driven forward. So it needs
 * something before it, or beside it, that can be undone, and something behind it to drive forward; nothing behind it, nor
 * it itself, is ever undone; and under FORWARD, where nothing is undone anyway, it means nothing. A pivot behind another
 * one comes too late. Two pivots side by side make sense only as alternatives: each must have a condition that the other
 * does not share, for else chance would decide which of them ends the undoing.
 */
final class UndoRules {
    private final Plan plan;
    private final List<StepDraft> steps;
    private final Strategy strategy;
    private final Problems problems;
    private final BitSet pivots = new BitSet();

    private UndoRules(Plan plan, Strategy strategy, Problems problems) {
        this.plan = plan;
        this.steps = plan.steps();
        this.strategy = strategy;
        this.problems = problems;
        for (int place = 0; place < steps.size(); place++) {
            pivots.set(place, steps.get(place).isPivot() && !plan.isStuck(place));
        }
    }

    static void check(Plan plan, Strategy strategy, int pivotsMax, Problems problems) {
        UndoRules rules = new UndoRules(plan, strategy, problems);
        if (rules.pivots.cardinality() > pivotsMax) {
            StepDraft first = rules.steps.get(rules.pivots.nextSetBit(0));
            String text = "at most " + pivotsMax + " pivots are allowed, found " + rules.pivots.cardinality();
            rules.wrong(first.at(), first, "pivot", text);
            return;
        }
        for (int place = 0; place < rules.steps.size(); place++) {
            rules.checkUndo(place);
        }
        rules.pivots.stream().forEach(rules::checkPivot);
    }

    private void checkUndo(int place) {
        StepDraft step = steps.get(place);
        UndoDraft undo = step.compensate();
        if (step.undoWhen() != null && undo == null) {
            wrong(step.undoWhen().at(), step, "undoWhen", "a step that has 'compensate' is expected, found none");
        }
        if (step.undoWhen() != null && strategy != Strategy.SELECTIVE) {
            wrong(
                    step.undoWhen().at(),
                    step,
                    "undoWhen",
                    "compensation SELECTIVE is expected, for only that asks it, found " + strategy);
        }
        if (undo == null) {
            return;
        }
        if (step.isPivot()) {
            wrong(undo.at(), step, "compensate", "it never runs, for a pivot is never undone once it is done");
            return;
        }
        BitSet earlier = (BitSet) plan.ancestors(place).clone();
        earlier.and(pivots);
        if (!earlier.isEmpty() && !isAlternative(place, earlier.nextSetBit(0))) {
            wrong(
                    undo.at(),
                    step,
                    "compensate",
                    "it never runs, for the step comes after the pivot '"
                            + steps.get(earlier.nextSetBit(0)).name() + "', behind which nothing is undone");
        }
    }

    /** A step that may run although the pivot before it was skipped can still be undone. */
    private boolean isAlternative(int place, int pivot) {
        boolean joinsAny = steps.get(place).join() == Join.ANY;
        BitSet between = (BitSet) plan.ancestors(place).clone();
        for (int each = between.nextSetBit(0); each >= 0 && !joinsAny; each = between.nextSetBit(each + 1)) {
            joinsAny = plan.ancestors(each).get(pivot) && steps.get(each).join() == Join.ANY;
        }
        return joinsAny && isConditional(pivot);
    }

    private boolean isConditional(int place) {
        if (steps.get(place).when() != null) {
            return true;
        }
        return plan.ancestors(place).stream().anyMatch(each -> steps.get(each).when() != null);
    }

    private void checkPivot(int pivot) {
        StepDraft step = steps.get(pivot);
        Spot at = step.pivotAt() == null ? step.at() : step.pivotAt();
        if (strategy == Strategy.FORWARD) {
            wrong(at, step, "pivot", "it means nothing with compensation FORWARD, where nothing is undone anyway");
        }
        boolean hasNext = false;
        boolean hasUndo = false;
        for (int place = 0; place < steps.size(); place++) {
            boolean isLater = plan.ancestors(place).get(pivot);
            hasNext |= isLater;
            hasUndo |= place != pivot && !isLater && steps.get(place).compensate() != null;
        }
        if (!hasNext) {
            wrong(at, step, "pivot", "it means nothing, for no step comes after it");
        }
        if (!hasUndo && strategy != Strategy.FORWARD) {
            wrong(at, step, "pivot", "it means nothing, for no step before or beside it has 'compensate'");
        }
        for (int other = pivots.nextSetBit(0); other >= 0; other = pivots.nextSetBit(other + 1)) {
            if (other != pivot) {
                checkPivots(pivot, other, at);
            }
        }
    }

    private void checkPivots(int pivot, int other, Spot at) {
        StepDraft step = steps.get(pivot);
        String name = steps.get(other).name();
        if (plan.ancestors(pivot).get(other)) {
            wrong(at, step, "pivot", "it comes too late: the pivot '" + name + "' before it already ended the undoing");
        } else if (!plan.ancestors(other).get(pivot) && pivot > other && !areAlternatives(pivot, other)) {
            wrong(
                    at,
                    step,
                    "pivot",
                    "one pivot is expected, or alternatives that each have a 'when' of their own, found '" + name
                            + "' beside it, and chance would decide between them");
        }
    }

    private boolean areAlternatives(int one, int other) {
        return hasOwnCondition(one, other) && hasOwnCondition(other, one);
    }

    private boolean hasOwnCondition(int place, int other) {
        if (steps.get(place).when() != null) {
            return true;
        }
        BitSet own = (BitSet) plan.ancestors(place).clone();
        own.andNot(plan.ancestors(other));
        return own.stream().anyMatch(each -> steps.get(each).when() != null);
    }

    private void wrong(Spot at, StepDraft step, String field, String text) {
        problems.add(at, step.name(), field, text);
    }
}
