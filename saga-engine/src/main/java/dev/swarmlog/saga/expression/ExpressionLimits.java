package dev.swarmlog.saga.expression;

/**
 * What expressions may cost at most.
 *
 * @param charsMax how long one is
 * @param partsMax how many parts its syntax tree has, macros written out
 * @param stepsMax how many steps an evaluation takes
 * @param resultCharsMax how long its value is as JSON
 * @param elementsMax how many elements the list has that a MAP works on
 * @param remembered how many compiled expressions are kept for the next one that says the same
 */
public record ExpressionLimits(
        int charsMax, int partsMax, int stepsMax, int resultCharsMax, int elementsMax, int remembered) {
    public static final ExpressionLimits DEFAULT =
            new ExpressionLimits(4_000, 2_000, 100_000, 1_000_000, 10_000, 10_000);
}
