package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.definition.Action;
import dev.swarmlog.saga.core.definition.Budget;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Formula;
import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Reserve;
import dev.swarmlog.saga.core.definition.RetryPolicy;
import dev.swarmlog.saga.core.definition.Scope;
import dev.swarmlog.saga.core.definition.Step;
import dev.swarmlog.saga.core.definition.Strategy;
import dev.swarmlog.saga.core.definition.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds definitions for tests: steps by name, each a task without a compensation unless it is told otherwise. */
final class Definitions {
    static final RetryPolicy ONCE = new RetryPolicy(1, 0, 1, 0);
    static final RetryPolicy THRICE = new RetryPolicy(3, 100, 2, 1_000);

    private final List<Step> steps = new ArrayList<>();
    private Strategy strategy = Strategy.BACKWARD;
    private Budget budget = Budget.UNLIMITED;
    private long timeoutMs;
    private @Nullable Formula output;

    static Definitions define() {
        return new Definitions();
    }

    Definitions strategy(Strategy is) {
        strategy = is;
        return this;
    }

    Definitions timeoutMs(long is) {
        timeoutMs = is;
        return this;
    }

    Definitions budget(Budget is) {
        budget = is;
        return this;
    }

    Definitions output(Formula is) {
        output = is;
        return this;
    }

    /** @param after the names of those before it, separated by blanks */
    Definitions step(String name, String after, UnaryOperator<StepBuilder> as) {
        List<Integer> before = new ArrayList<>();
        for (String each : after.isEmpty() ? new String[0] : after.split(" ", -1)) {
            before.add(index(each));
        }
        steps.add(as.apply(new StepBuilder(steps.size(), name, before)).step());
        return this;
    }

    Definitions task(String name, String after) {
        return step(name, after, UnaryOperator.identity());
    }

    Definitions undoable(String name, String after) {
        return step(name, after, StepBuilder::undoable);
    }

    Definition build() {
        return new Definition(
                "order", "1.0.0", "hash", "", List.of(), timeoutMs, strategy, budget, null, null, steps, output);
    }

    private int index(String name) {
        for (Step step : steps) {
            if (step.name().equals(name)) {
                return step.index();
            }
        }
        throw new IllegalArgumentException(name);
    }

    static Formula constant(String json) {
        return new Fixed(json);
    }

    static Formula failing(String why) {
        return new Failing(why);
    }

    static Action action(String capability, RetryPolicy retry, long timeoutMs) {
        return new Action(capability, "*", new Fixed("{}"), retry, timeoutMs, false);
    }

    static Action budgeted(String capability) {
        return budgeted(action(capability, THRICE, 1_000));
    }

    static Action budgeted(Action it) {
        Reserve reserve = new Reserve("acme/research", 100, 5, "opus");
        return new Action(
                it.capability(), it.versionRange(), it.input(), it.retry(), it.timeoutMs(), it.idempotent(), reserve);
    }

    record Fixed(String json) implements Formula {
        @Override
        public Json evaluate(Scope scope) {
            return new Json(json);
        }

        @Override
        public boolean test(Scope scope) {
            return Boolean.parseBoolean(json);
        }

        @Override
        public List<Json> list(Scope scope) {
            List<Json> items = new ArrayList<>();
            for (String item : json.isEmpty() ? new String[0] : json.split(",", -1)) {
                items.add(new Json(item));
            }
            return items;
        }
    }

    record Failing(String why) implements Formula {
        @Override
        public Json evaluate(Scope scope) throws FormulaException {
            throw new FormulaException(why);
        }

        @Override
        public boolean test(Scope scope) throws FormulaException {
            throw new FormulaException(why);
        }

        @Override
        public List<Json> list(Scope scope) throws FormulaException {
            throw new FormulaException(why);
        }
    }

    /** One step. */
    static final class StepBuilder {
        private final int index;
        private final String name;
        private final List<Integer> after;
        private Work work;
        private Step.Join join = Step.Join.ALL;
        private @Nullable Formula when;
        private @Nullable Formula output;
        private @Nullable Action compensation;
        private @Nullable Formula undoWhen;
        private boolean pivot;

        StepBuilder(int index, String name, List<Integer> after) {
            this.index = index;
            this.name = name;
            this.after = after;
            work = new Work.Task(action("do-" + name, ONCE, 1_000));
        }

        StepBuilder work(Work is) {
            work = is;
            return this;
        }

        StepBuilder retry(RetryPolicy is) {
            return work(new Work.Task(action("do-" + name, is, 1_000)));
        }

        StepBuilder each(String items, int parallelMax, int failuresMax) {
            return work(new Work.Each(new Fixed(items), action("do-" + name, ONCE, 1_000), parallelMax, failuresMax));
        }

        StepBuilder any() {
            join = Step.Join.ANY;
            return this;
        }

        StepBuilder when(Formula is) {
            when = is;
            return this;
        }

        StepBuilder output(Formula is) {
            output = is;
            return this;
        }

        StepBuilder undoable() {
            return undoneBy(action("undo-" + name, THRICE, 1_000));
        }

        StepBuilder undoneBy(Action is) {
            compensation = is;
            return this;
        }

        StepBuilder undoWhen(Formula is) {
            undoWhen = is;
            return this;
        }

        StepBuilder pivot() {
            pivot = true;
            return this;
        }

        Step step() {
            return new Step(index, name, work, after, join, when, output, compensation, undoWhen, pivot);
        }
    }
}
