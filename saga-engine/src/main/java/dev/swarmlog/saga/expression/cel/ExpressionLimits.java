package dev.swarmlog.saga.expression.cel;

/**
 * What expressions may cost at most.
 *
 * @param charsMax how long one is
 * @param partsMax how many parts its syntax tree has, macros written out
 * @param stepsMax how many steps an evaluation takes
 * @param resultCharsMax how long its value is as JSON
 * @param elementsMax how many elements the list has that a MAP works on
 * @param remembered how many compiled expressions are kept for the next one that says the same
 * @param rememberedCharsMax how long those are together; a compiled one takes some hundred times its length
 */
public record ExpressionLimits(
        int charsMax,
        int partsMax,
        int stepsMax,
        int resultCharsMax,
        int elementsMax,
        int remembered,
        int rememberedCharsMax) {
    public static final ExpressionLimits DEFAULT =
            new ExpressionLimits(4_000, 2_000, 100_000, 1_000_000, 10_000, 10_000, 1_000_000);
}
