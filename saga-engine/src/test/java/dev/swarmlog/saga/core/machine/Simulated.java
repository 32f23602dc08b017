package dev.swarmlog.saga.core.machine;

import dev.swarmlog.saga.core.Decision;
import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.fact.Parent;
import dev.swarmlog.saga.core.fact.Requester;
import dev.swarmlog.saga.core.fact.Spent;
import dev.swarmlog.saga.core.state.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Sagas whose agents always succeed, in any order. */
final class Simulated {
    private static final Json ANSWER = new Json("{\"ok\":true}");

    /** Large graphs are about how many steps there are, not about how much they say. */
    private static final SagaLimits LIMITS =
            new SagaLimits(1 << 20, 1 << 20, 1 << 24, 1 << 24, 10_000, 100, 100, 20, 100, 8, 1_000_000, 60_000);

    private Simulated() {}

    /** @param due asked for after each decision, as whoever keeps the timers does */
    record Run(String ending, int decisions, long due) {}

    /** @param after by step, the steps before it */
    static Definition graph(List<List<Integer>> after) {
        Definitions define = Definitions.define();
        for (int i = 0; i < after.size(); i++) {
            StringBuilder names = new StringBuilder();
            for (int before : after.get(i)) {
                names.append(names.isEmpty() ? "" : " ").append("s").append(before);
            }
            define.undoable("s" + i, names.toString());
        }
        return define.build();
    }

    static Run run(Definition definition, long seed) {
        return run(new SagaMachine(definition, LIMITS), seed);
    }

    static Run run(SagaMachine machine, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Effect.Submit> asked = new ArrayList<>();
        Trigger next = new Trigger.Start(ANSWER, Map.of(), 0, Requester.NOBODY, Parent.NONE);
        Saga saga = null;
        int decisions = 0;
        long due = 0;
        for (long nowMs = 1; next != null; nowMs++) {
            Decision decision = machine.decide("saga", saga, next, nowMs, () -> 0.5);
            decisions++;
            saga = decision.next();
            due += saga == null ? 0 : saga.nextDueMs();
            for (Effect effect : decision.effects()) {
                if (effect instanceof Effect.Submit submit) {
                    asked.add(submit);
                }
            }
            next = answer(asked, random);
        }
        return new Run(
                saga != null && saga.phase() instanceof Phase.Ended ended
                        ? ended.ending().name()
                        : "NONE",
                decisions,
                due);
    }

    private static @Nullable Trigger answer(List<Effect.Submit> asked, SplittableRandom random) {
        if (asked.isEmpty()) {
            return null;
        }
        int at = random.nextInt(asked.size());
        Effect.Submit submit = asked.get(at);
        asked.set(at, asked.getLast());
        asked.removeLast();
        return new Trigger.Succeeded(submit.place(), submit.undo(), submit.attempt(), ANSWER, Spent.NOTHING);
    }
}
