package dev.swarmlog.saga.core.definition;

/** A JSON document as it was written; nobody here looks inside. */
public record Json(String text) {
    public static final Json NULL = new Json("null");
}
