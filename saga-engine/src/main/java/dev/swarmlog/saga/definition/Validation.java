package dev.swarmlog.saga.definition;

import dev.swarmlog.document.Problem;
import dev.swarmlog.saga.core.definition.Definition;
import java.util.List;

/** What became of a document. */
public sealed interface Validation {
    record Valid(Definition definition) implements Validation {}

    /**
     * Something is wrong.
     *
     * @param problems all that is, in the order of the document; at least one
     */
    record Invalid(List<Problem> problems) implements Validation {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** Empty where nothing is wrong. */
    default List<Problem> problems() {
        return switch (this) {
            case Valid valid -> List.of();
            case Invalid(List<Problem> problems) -> problems;
        };
    }
}
