package dev.swarmlog.saga.core.definition;

import org.jspecify.annotations.Nullable;

/** What an expression of a saga can see. */
public interface Scope {
    String sagaId();

    long startedMs();

    Json input();

    /**
     * The output of a step before this one, or of itself while it is undone, of a MAP then that of the element which is;
     * null where there is none.
     */
    @Nullable
    Json output(int step);

    /** The element that this branch of a MAP works on; null outside of one. */
    @Nullable
    Json item();

    /** The place of that element in its list; negative outside of a MAP. */
    int itemIndex();

    /** What an attempt has answered: for a step's {@code output} only. */
    @Nullable
    Json result();
}
