package dev.swarmlog.saga.core.definition;

import org.jspecify.annotations.Nullable;

/** What a JSON document must look like. Says so within a bounded time, whatever the document. */
public interface Shape {
    /** Where the document differs and what is expected there; null where it is as it should be. */
    @Nullable
    String flaw(Json document);
}
