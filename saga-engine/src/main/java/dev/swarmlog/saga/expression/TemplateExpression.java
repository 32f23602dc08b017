package dev.swarmlog.saga.expression;

import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Scope;
import dev.swarmlog.saga.expression.cel.ExpressionLimits;
import dev.swarmlog.saga.json.JsonText;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** JSON with holes. Its fixed parts are JSON already. */
record TemplateExpression(String source, List<Part> parts, Set<String> steps, ExpressionLimits limits)
        implements Expression {

    /** A piece of the text. */
    sealed interface Part {
        record Fixed(String json) implements Part {}

        /** A value in its own right. */
        record Hole(Expression expression) implements Part {}

        /** A value within a text: a text as it is, all else as its JSON. */
        record Inset(Expression expression) implements Part {}
    }

    static TemplateExpression of(String source, List<Part> parts, ExpressionLimits limits) {
        Set<String> steps = new TreeSet<>();
        for (Part part : parts) {
            switch (part) {
                case Part.Fixed fixed -> {
                    // reads nothing
                }
                case Part.Hole(Expression expression) -> steps.addAll(expression.steps());
                case Part.Inset(Expression expression) -> steps.addAll(expression.steps());
            }
        }
        return new TemplateExpression(source, List.copyOf(parts), Set.copyOf(steps), limits);
    }

    @Override
    public boolean isConstant() {
        return false;
    }

    @Override
    public int elementsMax() {
        return limits.elementsMax();
    }

    @Override
    public Json evaluate(Scope scope) throws FormulaException {
        JsonText text = new JsonText(limits.resultCharsMax());
        try {
            for (Part part : parts) {
                switch (part) {
                    case Part.Fixed(String json) -> text.raw(json);
                    case Part.Hole(Expression expression) ->
                        text.raw(expression.evaluate(scope).text());
                    case Part.Inset(Expression expression) -> inset(expression.evaluate(scope), text);
                }
            }
        } catch (JsonText.Unwritable e) {
            throw failed(String.valueOf(e.getMessage()));
        }
        return new Json(text.toString());
    }

    /** A text of JSON stands within another one as it is: both are escaped alike. */
    private static void inset(Json value, JsonText text) {
        String json = value.text();
        if (json.startsWith("\"")) {
            text.raw(json.substring(1, json.length() - 1));
        } else {
            text.within(json);
        }
    }
}
