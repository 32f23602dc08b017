package dev.swarmlog.saga.expression;

import dev.swarmlog.saga.core.definition.Formula;
import dev.swarmlog.saga.core.definition.FormulaException;
import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Scope;
import dev.swarmlog.saga.json.JsonText;
import dev.swarmlog.saga.json.JsonValues;
import java.util.List;
import java.util.Set;

/** A compiled expression, and what it reads. */
public sealed interface Expression extends Formula
        permits ConstantExpression, PathExpression, CelExpression, TemplateExpression {

    /** Where it stands and what it says, for people. */
    String source();

    /** The steps whose output it reads. */
    Set<String> steps();

    /** Whether it reads nothing at all, so that it has one value for ever. */
    boolean isConstant();

    int elementsMax();

    @Override
    default boolean test(Scope scope) throws FormulaException {
        String value = evaluate(scope).text();
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw failed("true or false is expected, found " + JsonText.glimpse(value));
        };
    }

    @Override
    default List<Json> list(Scope scope) throws FormulaException {
        Json value = evaluate(scope);
        List<Json> elements = JsonValues.elements(value.text(), elementsMax());
        if (elements == null) {
            throw failed("a list is expected, found " + JsonText.glimpse(value.text()));
        }
        if (elements.size() > elementsMax()) {
            throw failed("a list of at most " + elementsMax() + " elements is expected, found more");
        }
        return elements;
    }

    default FormulaException failed(String why) {
        return new FormulaException(source() + ": " + why);
    }
}
