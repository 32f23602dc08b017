package dev.swarmlog.saga.definition.builder;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What every step has that does something. */
public abstract sealed class DoingBuilder<S extends DoingBuilder<S>> extends StepBuilder<S>
        permits ActionBuilder, SubSagaBuilder {
    DoingBuilder(@Nullable String kind) {
        super(kind);
    }

    /** A value with holes: maps, lists, texts, numbers, truth values and null. */
    public S input(@Nullable Object template) {
        return with("input", template);
    }

    /** What is kept of {@code result}: an expression in CEL. */
    public S output(String expression) {
        return with("output", expression);
    }

    public S timeout(Duration timeout) {
        return with("timeout", timeout);
    }

    public S compensate(Undo undo) {
        return with("compensate", undo.fields());
    }

    /** Under SELECTIVE: an expression in CEL; where it does not hold, the step is not undone. */
    public S undoWhen(String condition) {
        return with("undoWhen", condition);
    }
}
