package dev.swarmlog.coordinator.budget;

import dev.swarmlog.coordinator.budget.core.Account;
import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.Definition;
import dev.swarmlog.coordinator.budget.core.Ledger;
import dev.swarmlog.coordinator.budget.core.Reservation;
import org.jspecify.annotations.Nullable;

/** Rows that nobody stores. */
final class UnstoredRows implements Ledger.Rows {
    @Override
    public void head(long version, @Nullable Definition definition, long sinceMs) {}

    @Override
    public void account(String path, @Nullable Account account) {}

    @Override
    public void reservation(String id, @Nullable Reservation reservation) {}

    @Override
    public void agent(String agentId, Amounts used) {}

    @Override
    public void model(String model, Amounts used) {}

    @Override
    public void cleared() {}
}
