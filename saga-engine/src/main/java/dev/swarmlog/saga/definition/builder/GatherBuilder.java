package dev.swarmlog.saga.definition.builder;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step that several agents do, and the one answer that is made of theirs. */
public final class GatherBuilder extends ActionBuilder<GatherBuilder> {
    private final Map<String, @Nullable Object> gather = new LinkedHashMap<>();

    GatherBuilder(String task, String mode) {
        super("GATHER", task);
        gather.put("mode", mode);
        with("gather", gather);
    }

    public GatherBuilder fanOut(int agents) {
        gather.put("fanOut", agents);
        return this;
    }

    public GatherBuilder quorum(int answers) {
        gather.put("quorum", answers);
        return this;
    }

    /** A JSON pointer to the number that BEST and AVERAGE go by. */
    public GatherBuilder by(String pointer) {
        gather.put("by", pointer);
        return this;
    }

    public GatherBuilder window(Duration window) {
        gather.put("window", window);
        return this;
    }
}
