package dev.swarmlog.saga.expression;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Scope;
import java.util.Set;

/** A value that was written out. */
record ConstantExpression(String source, Json value, int elementsMax) implements Expression {
    @Override
    public Set<String> steps() {
        return Set.of();
    }

    @Override
    public boolean isConstant() {
        return true;
    }

    @Override
    public Json evaluate(Scope scope) {
        return value;
    }
}
