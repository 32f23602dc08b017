package dev.swarmlog.saga.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationListener;
import dev.cel.runtime.CelVariableResolver;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Scope;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mutable and used once: what one evaluation asks for, and the steps that it has taken. */
final class Evaluation implements CelVariableResolver, CelEvaluationListener {
    private static final int SIZE_OF_A_STEP = 16;

    private final Scope scope;
    private final Map<String, Integer> stepsRead;
    private final int stepsMax;
    private int steps;
    private String trouble = "";

    /** Ends an evaluation from within. Without a stack trace, for it is bad input. */
    private static final class Unanswerable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unanswerable() {
            super("the expression cannot go on", null, false, false);
        }
    }

    Evaluation(Scope scope, Map<String, Integer> stepsRead, int stepsMax) {
        this.scope = scope;
        this.stepsRead = stepsRead;
        this.stepsMax = stepsMax;
    }

    /** Why the expression cannot be answered, whatever CEL made of it; empty where it can. */
    String trouble() {
        return trouble;
    }

    @Override
    public Optional<Object> find(String name) {
        return switch (name) {
            case Names.INPUT -> Optional.of(value(Names.INPUT, scope.input()));
            case Names.STEPS -> Optional.of(outputs());
            case Names.ITEM -> Optional.of(value(Names.ITEM, scope.item()));
            case Names.INDEX -> Optional.of((long) scope.itemIndex());
            case Names.RESULT -> Optional.of(value(Names.RESULT, scope.result()));
            case Names.SAGA ->
                Optional.of(Map.of(Names.SAGA_ID, scope.sagaId(), Names.SAGA_STARTED, scope.startedMs()));
            default -> Optional.empty();
        };
    }

    @Override
    public void callback(CelExpr part, Object value) {
        steps += 1 + (isAccumulator(part) ? 0 : sizeOf(value) / SIZE_OF_A_STEP);
        if (steps > stepsMax) {
            throw ended("it takes more than " + stepsMax + " steps");
        }
    }

    /** What a loop collects grows in place: to look at it again costs nothing. */
    private static boolean isAccumulator(CelExpr part) {
        ExprKind.Kind kind = part.exprKind().getKind();
        if (kind == ExprKind.Kind.CALL && part.call().function().equals("_+_")) {
            CelExpr first = part.call().args().getFirst();
            return first.exprKind().getKind() == ExprKind.Kind.IDENT && isAccumulator(first);
        }
        return kind == ExprKind.Kind.IDENT && part.ident().name().equals("@result");
    }

    private static int sizeOf(Object value) {
        return switch (value) {
            case String text -> text.length();
            case Collection<?> elements -> elements.size();
            case Map<?, ?> entries -> entries.size();
            default -> 0;
        };
    }

    private Map<String, Object> outputs() {
        Map<String, Object> outputs = HashMap.newHashMap(stepsRead.size());
        for (Map.Entry<String, Integer> read : stepsRead.entrySet()) {
            Object output = value(Names.STEPS + "." + read.getKey() + ".output", scope.output(read.getValue()));
            outputs.put(read.getKey(), Map.of(Names.OUTPUT, output));
        }
        return outputs;
    }

    private Object value(String name, @Nullable Json json) {
        if (json == null) {
            return NullValue.NULL_VALUE;
        }
        try {
            return JsonValues.read(json.text());
        } catch (IOException e) {
            throw ended(name + " is no JSON that expressions can read");
        }
    }

    private Unanswerable ended(String why) {
        trouble = why;
        return new Unanswerable();
    }
}
