package dev.swarmlog.saga.core.definition;

/** An expression has no value here; the message says which expression, and why. */
public final class FormulaException extends Exception {
    private static final long serialVersionUID = 1L;

    public FormulaException(String message) {
        super(message, null, false, false);
    }
}
