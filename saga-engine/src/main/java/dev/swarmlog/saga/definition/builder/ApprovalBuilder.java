package dev.swarmlog.saga.definition.builder;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A step that waits for a person's yes. */
public final class ApprovalBuilder extends StepBuilder<ApprovalBuilder> {
    ApprovalBuilder(@Nullable Object question) {
        super("APPROVAL");
        with("question", question);
    }

    public ApprovalBuilder timeout(Duration timeout) {
        return with("timeout", timeout);
    }

    public ApprovalBuilder output(String expression) {
        return with("output", expression);
    }
}
