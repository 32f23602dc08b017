package dev.swarmlog.coordinator.budget;

import dev.swarmlog.runtime.wiring.Addressed;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.BudgetEvent;
import dev.swarmlog.v1.BudgetStatus;
import dev.swarmlog.v1.Reply;
import org.jspecify.annotations.Nullable;

/** Where budgets write. */
interface BudgetOutlet {
    void event(BudgetEvent event);

    /** Of an account; null where it is not there any more. */
    void status(String path, @Nullable BudgetStatus status);

    void answer(Addressed<Reply> answer);

    void alert(Alert alert);
}
