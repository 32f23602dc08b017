package dev.swarmlog.saga.definition;

import dev.swarmlog.document.Spot;
import dev.swarmlog.document.Written;
import dev.swarmlog.saga.core.definition.Reserve;
import dev.swarmlog.saga.core.definition.RetryPolicy;
import dev.swarmlog.saga.core.definition.Step.Join;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step as it was written: its form was checked, its expressions and its place among the others were not.
 *
 * @param at where its name stands
 * @param pivotAt where it says that it is a pivot; null where it says no such thing
 */
record StepDraft(
        String name,
        Spot at,
        StepKind kind,
        List<Written.Text> after,
        Join join,
        Written.@Nullable Text when,
        WorkDraft work,
        Written.@Nullable Text output,
        @Nullable UndoDraft compensate,
        Written.@Nullable Text undoWhen,
        @Nullable Spot pivotAt) {

    boolean isPivot() {
        return pivotAt != null;
    }

    /** Who does it and how; what of it a kind does not have is not looked at. */
    record WorkDraft(
            TaskDraft task,
            @Nullable Written input,
            RetryPolicy retry,
            long timeoutMs,
            boolean idempotent,
            @Nullable Reserve reserve,
            GatherDraft gather,
            Written.@Nullable Text over,
            int parallelMax,
            int failuresMax,
            @Nullable Written special) {}

    /** Also of a saga and its version. */
    record TaskDraft(String name, String version) {
        static final TaskDraft NONE = new TaskDraft("", "");
    }

    record GatherDraft(String mode, int fanOut, int quorum, String by, int windowMs) {
        static final GatherDraft NONE = new GatherDraft("", 0, 0, "", 0);
    }

    record UndoDraft(Spot at, TaskDraft task, @Nullable Written input, RetryPolicy retry, long timeoutMs) {}
}
