package dev.swarmlog.saga.core.definition;

import java.util.List;

/** An expression of a definition, compiled. The same scope gives the same value, within a bounded time. */
public interface Formula {
    Json evaluate(Scope scope) throws FormulaException;

    /** The value of a condition; any other value than true or false is a failure. */
    boolean test(Scope scope) throws FormulaException;

    /** The elements of a list; any other value is a failure. */
    List<Json> list(Scope scope) throws FormulaException;
}
