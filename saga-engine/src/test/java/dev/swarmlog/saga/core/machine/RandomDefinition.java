package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.definition.Action;
import dev.swarmlog.saga.core.definition.Budget;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Formula;
import dev.swarmlog.saga.core.definition.RetryPolicy;
import dev.swarmlog.saga.core.definition.Strategy;
import dev.swarmlog.saga.core.definition.Work;
import java.util.random.RandomGenerator;

/** Definitions with every kind of work, branch, join and strategy, now and then one whose expressions fail. */
record RandomDefinition(RandomGenerator random) {

    Definition next() {
        Strategy[] strategies = Strategy.values();
        Definitions define = Definitions.define()
                .strategy(strategies[random.nextInt(strategies.length)])
                .timeoutMs(chance(0.3) ? random.nextLong(500, 20_000) : 0);
        if (chance(0.1)) {
            define.budget(new Budget(0, 0, random.nextInt(1, 12)));
        }
        if (chance(0.05)) {
            define.output(Definitions.failing("no output"));
        }
        int size = random.nextInt(1, 9);
        int pivot = chance(0.25) ? random.nextInt(size) : -1;
        for (int i = 0; i < size; i++) {
            int index = i;
            define.step("s" + i, before(i), step -> shaped(step, index == pivot));
        }
        return define.build();
    }

    private String before(int step) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < step; i++) {
            if (chance(1.5 / step)) {
                names.append(names.isEmpty() ? "" : " ").append("s").append(i);
            }
        }
        return names.toString();
    }

    private Definitions.StepBuilder shaped(Definitions.StepBuilder step, boolean pivot) {
        step.work(work());
        if (chance(0.4)) {
            step.any();
        }
        if (chance(0.2)) {
            step.when(oneOf("true", "false", "false"));
        }
        if (chance(0.1)) {
            step.output(oneOf("7", "8"));
        }
        if (pivot) {
            return step.pivot();
        }
        if (chance(0.6)) {
            step.undoneBy(Definitions.action("undo", retry(), timeoutMs()));
        }
        return chance(0.3) ? step.undoWhen(oneOf("true", "false")) : step;
    }

    private Work work() {
        return switch (random.nextInt(12)) {
            case 0 -> new Work.WaitSignal("go" + random.nextInt(2), timeoutMs());
            case 1 -> new Work.Approval(oneOf("1", "2"), timeoutMs());
            case 2 -> new Work.Timer(oneOf("0", "300"));
            case 3, 4 -> new Work.SubSaga("child", null, oneOf("1", "2"), timeoutMs());
            case 5, 6 ->
                new Work.Each(oneOf("1,2,3,4,5", "6", ""), action("each"), random.nextInt(1, 4), random.nextInt(3));
            case 7 -> new Work.Gather(action("all"), "ALL", 3, 0, "", 100);
            default -> new Work.Task(action("one"));
        };
    }

    private Action action(String capability) {
        Action action = Definitions.action(capability, retry(), timeoutMs());
        return chance(0.3) ? Definitions.budgeted(action) : action;
    }

    private Formula oneOf(String... values) {
        return chance(0.03)
                ? Definitions.failing("no value")
                : Definitions.constant(values[random.nextInt(values.length)]);
    }

    private RetryPolicy retry() {
        return switch (random.nextInt(3)) {
            case 0 -> Definitions.ONCE;
            case 1 -> Definitions.THRICE;
            default -> new RetryPolicy(2, 0, 1, 0);
        };
    }

    private long timeoutMs() {
        return chance(0.5) ? 0 : random.nextLong(100, 2_000);
    }

    private boolean chance(double of) {
        return random.nextDouble() < of;
    }
}
