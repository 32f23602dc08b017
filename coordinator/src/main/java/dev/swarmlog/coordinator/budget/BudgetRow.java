package dev.swarmlog.coordinator.budget;

import dev.swarmlog.coordinator.budget.core.Account;
import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.Reservation;

/** One row of a ledger in the store. */
sealed interface BudgetRow {
    /**
     * What is known of a budget as a whole.
     *
     * @param source of the definition; empty where there is none
     * @param sinceMs when its period began
     */
    record Head(String budget, long version, String source, long sinceMs) implements BudgetRow {}

    record OfAccount(String budget, Account account) implements BudgetRow {}

    record OfReservation(String budget, Reservation reservation) implements BudgetRow {}

    record OfAgent(String budget, String name, Amounts used) implements BudgetRow {}

    record OfModel(String budget, String name, Amounts used) implements BudgetRow {}
}
