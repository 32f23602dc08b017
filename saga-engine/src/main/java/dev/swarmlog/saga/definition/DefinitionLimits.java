package dev.swarmlog.saga.definition;

import dev.swarmlog.document.DocumentLimits;
import dev.swarmlog.saga.expression.cel.ExpressionLimits;

/**
 * How large a definition may be, and what one instance of it may ask for.
 *
 * @param stepsMax how many steps there are
 * @param depthMax how many of them may have to wait for each other in a row
 * @param edgesMax how many names all {@code after} together hold
 * @param timeoutMsMax the longest timeout and the longest timer
 * @param attemptsMax how often one thing may be tried
 * @param parallelMax how many elements a MAP may work on at once
 * @param fanOutMax how many agents a GATHER may ask; a router may be set to fewer
 * @param problemsMax how many problems are told of one document
 * @param pivotsMax how many steps may be pivots, side by side
 * @param remembered how many documents a verdict is remembered of
 * @param rememberedBytesMax how large those are together
 */
public record DefinitionLimits(
        DocumentLimits document,
        ExpressionLimits expressions,
        int stepsMax,
        int depthMax,
        int edgesMax,
        long timeoutMsMax,
        int attemptsMax,
        int parallelMax,
        int fanOutMax,
        int problemsMax,
        int pivotsMax,
        int remembered,
        int rememberedBytesMax) {
    private static final long YEAR_MS = 366L * 86_400_000;

    public static final DefinitionLimits DEFAULT = new DefinitionLimits(
            new DocumentLimits(1_000_000, 32, 100_000),
            ExpressionLimits.DEFAULT,
            5_000,
            500,
            50_000,
            YEAR_MS,
            100,
            1_000,
            128,
            100,
            100,
            1_000,
            4_000_000);
}
