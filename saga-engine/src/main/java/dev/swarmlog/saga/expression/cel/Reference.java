package dev.swarmlog.saga.expression.cel;

import dev.swarmlog.document.Spot;

/** A name that an expression reads, and where. */
public sealed interface Reference {
    Spot at();

    /** One of the names that are there without a step: input, item, index, result. */
    record Plain(Spot at, String name) implements Reference {}

    /** {@code steps.NAME.output}. */
    record StepOutput(Spot at, String step) implements Reference {}

    /** {@code saga.NAME}. */
    record OfSaga(Spot at, String name) implements Reference {}

    /** {@code steps} or {@code saga}, read in another way than the only one that there is. */
    record Malformed(Spot at, String root) implements Reference {}
}
