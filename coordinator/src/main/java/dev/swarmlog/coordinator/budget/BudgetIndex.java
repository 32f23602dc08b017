package dev.swarmlog.coordinator.budget;

import dev.swarmlog.v1.BudgetStatus;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The picture of all budgets, as budgets.status has it. Thread-safe. */
final class BudgetIndex {
    private final NavigableMap<String, BudgetStatus> byPath = new ConcurrentSkipListMap<>();

    void changed(String path, @Nullable BudgetStatus status) {
        if (status == null) {
            byPath.remove(path);
        } else {
            byPath.put(path, status);
        }
    }

    /** The outermost account of each budget. */
    List<BudgetStatus> budgets() {
        return byPath.values().stream()
                .filter(each -> each.getPath().indexOf('/') < 0)
                .toList();
    }

    /** All accounts of a budget, the outer before the inner ones; at most so many. */
    List<BudgetStatus> of(String budget, int max) {
        return byPath.tailMap(budget).values().stream()
                .takeWhile(each -> each.getPath().startsWith(budget))
                .filter(each -> each.getPath().equals(budget) || each.getPath().startsWith(budget + "/"))
                .limit(max)
                .toList();
    }
}
