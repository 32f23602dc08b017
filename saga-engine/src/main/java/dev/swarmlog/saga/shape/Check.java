package dev.swarmlog.saga.shape;

import org.jspecify.annotations.Nullable;

/** One thing that a value must be. */
interface Check {
    /**
     * What is expected, and what is found; null where that is the same.
     *
     * @param path where the value stands
     */
    @Nullable
    String flaw(Object value, String path, Look look);
}
