package dev.swarmlog.saga.definition;

import dev.swarmlog.document.Durations;
import dev.swarmlog.document.Problems;
import dev.swarmlog.document.Spot;
import dev.swarmlog.document.Written;
import dev.swarmlog.saga.core.definition.Action;
import dev.swarmlog.saga.core.definition.Formula;
import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Step.Join;
import dev.swarmlog.saga.core.definition.Work;
import dev.swarmlog.saga.definition.StepDraft.UndoDraft;
import dev.swarmlog.saga.definition.StepDraft.WorkDraft;
import dev.swarmlog.saga.expression.Expression;
import dev.swarmlog.saga.expression.ExpressionCompiler;
import dev.swarmlog.saga.expression.ExpressionCompiler.Wanted;
import dev.swarmlog.saga.expression.Names;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the expressions of all steps, each with the names that it sees, and makes steps of the drafts. Where something
 * is wrong it tells and goes on with a value to go on with: what it makes is good only if no problem was told.
 */
final class Assembly {
    private final Plan plan;
    private final ExpressionCompiler compiler;
    private final DefinitionLimits limits;
    private final Problems problems;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final BitSet neverRun = new BitSet();

    Assembly(Plan plan, ExpressionCompiler compiler, DefinitionLimits limits, Problems problems) {
        this.plan = plan;
        this.compiler = compiler;
        this.limits = limits;
        this.problems = problems;
        for (int place = 0; place < plan.steps().size(); place++) {
            indexes.put(plan.steps().get(place).name(), plan.position(place));
        }
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int place : plan.order()) {
            steps.add(step(place));
        }
        return steps;
    }

    /** What the saga answers: it sees the outputs of all steps. */
    @Nullable
    Formula answer(@Nullable Written returns) {
        return returns == null
                ? null
                : compiler.template(returns, new Names(indexes, null, false, false), problems, "", "spec.returns");
    }

    private Step step(int place) {
        StepDraft draft = plan.steps().get(place);
        Names names = names(place);
        Names within = draft.kind() == StepKind.MAP ? names.withElement() : names;
        Names undone = withItself(within, place);
        Formula when = draft.when() == null ? null : condition(draft.when(), names, draft, "when");
        tellNeverRuns(place, when);
        UndoDraft undo = draft.compensate();
        int[] after = plan.after(place);
        List<Integer> before = new ArrayList<>();
        for (int one : after) {
            before.add(plan.position(one));
        }
        return new Step(
                plan.position(place),
                draft.name(),
                work(draft, names, within),
                before,
                draft.join(),
                when,
                draft.output() == null ? null : output(draft.output(), within.withResult(), draft),
                undo == null ? null : undoing(undo, undone, draft),
                draft.undoWhen() == null
                        ? null
                        : condition(draft.undoWhen(), withItself(names, place), draft, "undoWhen"),
                draft.isPivot());
    }

    private Names names(int place) {
        if (plan.isStuck(place)) {
            return new Names(indexes, null, false, false);
        }
        BitSet visible = new BitSet();
        plan.ancestors(place).stream().forEach(one -> visible.set(plan.position(one)));
        return new Names(indexes, visible, false, false);
    }

    private Names withItself(Names names, int place) {
        BitSet visible = names.visible();
        if (visible == null) {
            return names;
        }
        BitSet more = (BitSet) visible.clone();
        more.set(plan.position(place));
        return new Names(indexes, more, names.element(), names.result());
    }

    private Work work(StepDraft draft, Names names, Names within) {
        WorkDraft work = draft.work();
        return switch (draft.kind()) {
            case TASK -> new Work.Task(action(draft, within, Names.ofInput()));
            case GATHER ->
                new Work.Gather(
                        action(draft, within, Names.ofInput()),
                        work.gather().mode(),
                        work.gather().fanOut(),
                        work.gather().quorum(),
                        work.gather().by(),
                        work.gather().windowMs());
            case MAP ->
                new Work.Each(
                        over(draft, names),
                        action(draft, within, Names.ofElement()),
                        work.parallelMax(),
                        work.failuresMax());
            case SUB_SAGA ->
                new Work.SubSaga(
                        work.task().name(),
                        work.task().version().isEmpty() ? null : work.task().version(),
                        input(draft, within, Names.ofInput()),
                        work.timeoutMs());
            case WAIT_SIGNAL ->
                new Work.WaitSignal(
                        work.special() instanceof Written.Text signal ? signal.text() : "", work.timeoutMs());
            case APPROVAL ->
                new Work.Approval(
                        work.special() == null ? nothing() : template(work.special(), names, draft, "question"),
                        work.timeoutMs());
            case TIMER -> new Work.Timer(delay(draft, names));
        };
    }

    private Action action(StepDraft draft, Names names, String otherwise) {
        WorkDraft work = draft.work();
        return new Action(
                work.task().name(),
                work.task().version(),
                input(draft, names, otherwise),
                work.retry(),
                work.timeoutMs(),
                work.idempotent(),
                work.reserve());
    }

    private Formula input(StepDraft draft, Names names, String otherwise) {
        Written input = draft.work().input();
        return input == null ? itself(draft, otherwise, names, "input") : template(input, names, draft, "input");
    }

    private Action undoing(UndoDraft undo, Names names, StepDraft draft) {
        Written input = undo.input();
        Formula formula = input == null
                ? itself(draft, Names.ofOutput(draft.name()), names, "compensate.input")
                : template(input, names, draft, "compensate.input");
        return new Action(undo.task().name(), undo.task().version(), formula, undo.retry(), undo.timeoutMs(), true);
    }

    private Formula over(StepDraft draft, Names names) {
        Written.Text over = draft.work().over();
        return over == null
                ? nothing()
                : orNothing(compiler.expression(over, Wanted.LIST, names, problems, draft.name(), "over"));
    }

    private Formula delay(StepDraft draft, Names names) {
        Written special = draft.work().special();
        if (special == null) {
            return nothing();
        }
        long millis = special instanceof Written.Text text ? Durations.millis(text.text()) : -1;
        boolean isExpression =
                special instanceof Written.Text text && text.text().startsWith("${");
        if ((millis < 0 && !isExpression) || millis > limits.timeoutMsMax()) {
            problems.add(
                    special.at(),
                    draft.name(),
                    "delay",
                    "a duration like 30s, at most " + Durations.text(limits.timeoutMsMax())
                            + ", or ${...} for one, is expected, found " + special.told());
            return nothing();
        }
        return new DelayFormula(template(special, names, draft, "delay"), limits.timeoutMsMax());
    }

    private Formula condition(Written.Text text, Names names, StepDraft draft, String field) {
        return orNothing(compiler.expression(text, Wanted.TRUTH, names, problems, draft.name(), field));
    }

    private Formula output(Written.Text text, Names names, StepDraft draft) {
        return orNothing(compiler.expression(text, Wanted.ANYTHING, names, problems, draft.name(), "output"));
    }

    private Formula template(Written value, Names names, StepDraft draft, String field) {
        return orNothing(compiler.template(value, names, problems, draft.name(), field));
    }

    private Formula itself(StepDraft draft, String expression, Names names, String field) {
        Written.Text text = new Written.Text(draft.at(), expression, null);
        return orNothing(compiler.expression(text, Wanted.ANYTHING, names, problems, draft.name(), field));
    }

    private Formula nothing() {
        return orNothing(compiler.template(new Written.Nothing(Spot.BEGIN), names(), problems, "", ""));
    }

    private Names names() {
        return new Names(indexes, null, false, false);
    }

    /** Where there is no formula a problem was told, and nobody will ask this one. */
    private static Formula orNothing(@Nullable Expression expression) {
        return expression == null ? Nowhere.FORMULA : expression;
    }

    /** A condition that reads nothing and is false leaves its step, and all that needs it, without a way to run. */
    private void tellNeverRuns(int place, @Nullable Formula when) {
        StepDraft draft = plan.steps().get(place);
        if (when instanceof Expression expression && expression.isConstant() && isFalse(expression)) {
            neverRun.set(place);
            problems.add(
                    draft.when() == null ? draft.at() : draft.when().at(),
                    draft.name(),
                    "when",
                    "it never runs, for this is always false");
            return;
        }
        int never = 0;
        int blocker = -1;
        for (int one : plan.after(place)) {
            if (neverRun.get(one)) {
                never++;
                blocker = one;
            }
        }
        if (never > 0 && (draft.join() == Join.ALL || never == plan.after(place).length)) {
            neverRun.set(place);
            problems.add(
                    plan.spot(place, blocker),
                    draft.name(),
                    "after",
                    "it never runs, for it comes after '"
                            + plan.steps().get(blocker).name() + "', which never does");
        }
    }

    private static boolean isFalse(Expression constant) {
        try {
            return !constant.test(Nowhere.SCOPE);
        } catch (FormulaException e) {
            return false;
        }
    }
}
