package dev.swarmlog.saga.definition.builder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every step has. */
public abstract sealed class StepBuilder<S extends StepBuilder<S>>
        permits DoingBuilder, SignalBuilder, ApprovalBuilder, TimerBuilder {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    StepBuilder(@Nullable String kind) {
        if (kind != null) {
            fields.put("kind", kind);
        }
    }

    /** The steps that come before; where one was skipped, this one is, too. */
    public S after(String... steps) {
        return with("after", steps.length == 1 ? steps[0] : List.of(steps));
    }

    /** The steps that come before; this one is skipped only where all of them were. */
    public S afterAny(String... steps) {
        with("join", "ANY");
        return after(steps);
    }

    /** An expression in CEL; where it does not hold, the step is skipped. */
    public S when(String condition) {
        return with("when", condition);
    }

    /** Once this is done the saga is never undone. */
    public S pivot() {
        return with("pivot", true);
    }

    @SuppressWarnings("unchecked") // each kind names itself
    S with(String field, @Nullable Object value) {
        fields.put(field, value);
        return (S) this;
    }

    Map<String, @Nullable Object> fields() {
        return fields;
    }
}
