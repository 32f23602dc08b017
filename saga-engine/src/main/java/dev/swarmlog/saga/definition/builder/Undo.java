package dev.swarmlog.saga.definition.builder;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What undoes a step. It may be asked for more than once, so it must be idempotent. */
public final class Undo {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    private Undo(String task) {
        fields.put("task", task);
    }

    public static Undo by(String capability) {
        return new Undo(capability);
    }

    public static Undo by(String capability, String range) {
        return new Undo(capability + "@" + range);
    }

    /** Without it the agent is sent what the step answered. */
    public Undo input(@Nullable Object template) {
        fields.put("input", template);
        return this;
    }

    public Undo retry(Retry retry) {
        fields.put("retry", retry.fields());
        return this;
    }

    public Undo timeout(Duration timeout) {
        fields.put("timeout", timeout);
        return this;
    }

    Map<String, @Nullable Object> fields() {
        return fields;
    }
}
