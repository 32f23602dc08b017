package dev.swarmlog.saga.definition;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;

/** What a step can be, and which fields it has beside those that every step has. */
enum StepKind {
    TASK(ImmutableSet.of(
            "task", "input", "output", "retry", "timeout", "idempotent", "reserve", "compensate", "undoWhen")),
    GATHER(ImmutableSet.of(
            "task",
            "gather",
            "input",
            "output",
            "retry",
            "timeout",
            "idempotent",
            "reserve",
            "compensate",
            "undoWhen")),
    MAP(ImmutableSet.of(
            "task",
            "over",
            "parallel",
            "failures",
            "input",
            "output",
            "retry",
            "timeout",
            "idempotent",
            "reserve",
            "compensate",
            "undoWhen")),
    SUB_SAGA(ImmutableSet.of("saga", "input", "output", "timeout", "compensate", "undoWhen")),
    WAIT_SIGNAL(ImmutableSet.of("signal", "output", "timeout")),
    APPROVAL(ImmutableSet.of("question", "output", "timeout")),
    TIMER(ImmutableSet.of("delay"));

    private final ImmutableSet<String> fields;

    StepKind(ImmutableSet<String> fields) {
        this.fields = fields;
    }

    boolean has(String field) {
        return fields.contains(field);
    }

    /** Whether it does anything that could be undone. */
    boolean isUndoable() {
        return has("compensate");
    }

    static List<String> having(String field) {
        List<String> kinds = new ArrayList<>();
        for (StepKind kind : values()) {
            if (kind.has(field)) {
                kinds.add(kind.name());
            }
        }
        return kinds;
    }
}
