package dev.swarmlog.saga.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Scope;
import dev.swarmlog.saga.expression.cel.Evaluation;
import dev.swarmlog.saga.expression.cel.ExpressionLimits;
import dev.swarmlog.saga.json.JsonText;
import java.util.Map;
import java.util.Set;

/** An expression that CEL evaluates. Whatever it does, this returns or says why not: definitions are other people's code. */
record CelExpression(
        String source,
        CelRuntime.Program program,
        Map<String, Integer> stepsRead,
        boolean isConstant,
        ExpressionLimits limits)
        implements Expression {

    @Override
    public Set<String> steps() {
        return stepsRead.keySet();
    }

    @Override
    public int elementsMax() {
        return limits.elementsMax();
    }

    @Override
    public Json evaluate(Scope scope) throws FormulaException {
        Object value = value(scope);
        try {
            return new Json(JsonText.of(value, limits.resultCharsMax()));
        } catch (JsonText.Unwritable e) {
            throw failed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public boolean test(Scope scope) throws FormulaException {
        if (value(scope) instanceof Boolean truth) {
            return truth;
        }
        return Expression.super.test(scope);
    }

    private Object value(Scope scope) throws FormulaException {
        Evaluation evaluation = new Evaluation(scope, stepsRead, limits.stepsMax());
        try {
            Object value = program.trace(evaluation, evaluation);
            if (evaluation.trouble().isEmpty()) {
                return value;
            }
            throw failed(evaluation.trouble());
        } catch (CelEvaluationException | RuntimeException | StackOverflowError e) {
            throw failed(evaluation.trouble().isEmpty() ? detail(e) : evaluation.trouble());
        }
    }

    private static String detail(Throwable e) {
        if (e.getCause() instanceof IllegalArgumentException ours && ours.getMessage() != null) {
            return ours.getMessage();
        }
        String text = String.valueOf(e.getMessage());
        return text.startsWith("evaluation error at <input>:") ? "character " + text.substring(28) : text;
    }
}
