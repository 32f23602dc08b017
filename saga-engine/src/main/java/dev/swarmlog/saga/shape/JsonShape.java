package dev.swarmlog.saga.shape;

import dev.swarmlog.saga.core.definition.Json;
import dev.swarmlog.saga.core.definition.Shape;
import dev.swarmlog.saga.json.JsonValues;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A schema as core asks it. Immutable. */
record JsonShape(Schema schema) implements Shape {
    @Override
    public @Nullable String flaw(Json document) {
        try {
            return schema.flaw(JsonValues.read(document.text()), "", new Look());
        } catch (IOException e) {
            return "JSON is expected, found something else";
        } catch (Look.Unending e) {
            return e.getMessage();
        }
    }
}
