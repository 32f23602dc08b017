package dev.swarmlog.saga.expression.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationListener;
import dev.cel.runtime.CelVariableResolver;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Scope;
import dev.swarmlog.saga.json.JsonValues;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Mutable and used once: what one evaluation asks for, and the steps that it has taken. */
public final class Evaluation implements CelVariableResolver, CelEvaluationListener {
    private static final int SIZE_OF_A_STEP = 16;
    private static final int STEPS_OF_A_HASH = 1_000;

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

    public Evaluation(Scope scope, Map<String, Integer> stepsRead, int stepsMax) {
        this.scope = scope;
        this.stepsRead = stepsRead;
        this.stepsMax = stepsMax;
    }

    /** Why the expression cannot be answered, whatever CEL made of it; empty where it can. */
    public String trouble() {
        return trouble;
    }

    @Override
    public Optional<Object> find(String name) {
        return switch (name) {
            case Variables.INPUT -> Optional.of(value(Variables.INPUT, scope.input()));
            case Variables.STEPS -> Optional.of(outputs());
            case Variables.ITEM -> Optional.of(value(Variables.ITEM, scope.item()));
            case Variables.INDEX -> Optional.of((long) scope.itemIndex());
            case Variables.RESULT -> Optional.of(value(Variables.RESULT, scope.result()));
            case Variables.SAGA ->
                Optional.of(Map.of(Variables.SAGA_ID, scope.sagaId(), Variables.SAGA_STARTED, scope.startedMs()));
            default -> Optional.empty();
        };
    }

    @Override
    public void callback(CelExpr part, Object value) {
        steps += 1 + (isAccumulator(part) ? 0 : sizeOf(value) / SIZE_OF_A_STEP);
        steps += isHash(part) ? STEPS_OF_A_HASH : 0;
        if (steps > stepsMax) {
            throw ended("it takes more than " + stepsMax + " steps");
        }
    }

    /** However deep it is, all of a value is hashed. */
    private static boolean isHash(CelExpr part) {
        return part.exprKind().getKind() == ExprKind.Kind.CALL
                && part.call().function().equals(Functions.SHA_256);
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
            Object output = value(Variables.STEPS + "." + read.getKey() + ".output", scope.output(read.getValue()));
            outputs.put(read.getKey(), Map.of(Variables.OUTPUT, output));
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
