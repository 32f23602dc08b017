package dev.swarmlog.saga.definition.builder;

import org.jspecify.annotations.Nullable;

/** What every step has that agents do. */
public abstract sealed class ActionBuilder<S extends ActionBuilder<S>> extends DoingBuilder<S>
        permits TaskBuilder, GatherBuilder, MapBuilder {
    ActionBuilder(@Nullable String kind, String task) {
        super(kind);
        with("task", task);
    }

    public S retry(Retry retry) {
        return with("retry", retry.fields());
    }

    /** To do it twice is like doing it once. */
    public S idempotent() {
        return with("idempotent", true);
    }
}
