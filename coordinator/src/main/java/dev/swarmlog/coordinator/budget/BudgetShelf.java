package dev.swarmlog.coordinator.budget;

import dev.swarmlog.coordinator.budget.core.Account;
import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.Definition;
import dev.swarmlog.coordinator.budget.core.Ledger;
import dev.swarmlog.coordinator.budget.core.Reservation;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.store.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ledgers of one task, live, with every row of them in the store. For one thread. */
final class BudgetShelf {
    private static final BudgetRowCodec CODEC = new BudgetRowCodec();

    private final LiveStore<Row<BudgetRow>> store;
    private final Map<String, Ledger> ledgers = new HashMap<>();
    private final Changes changes;

    /** Hears which accounts are not what was last shown of them. */
    interface Changes {
        void account(String budget, String path, boolean isGone);
    }

    BudgetShelf(LiveStore<Row<BudgetRow>> store, Changes changes) {
        this.store = store;
        this.changes = changes;
    }

    void restore(long nowMs) {
        for (Row<BudgetRow> row : store.restore(CODEC, nowMs)) {
            switch (row.value()) {
                case BudgetRow.Head(String budget, long version, String source, long sinceMs) ->
                    of(budget)
                            .restore(
                                    version,
                                    source.isEmpty()
                                            ? null
                                            : BudgetDefinitions.read(source).definition(),
                                    sinceMs);
                case BudgetRow.OfAccount(String budget, Account account) ->
                    of(budget).restore(account);
                case BudgetRow.OfReservation(String budget, Reservation reservation) ->
                    of(budget).restore(reservation);
                case BudgetRow.OfAgent(String budget, String name, Amounts used) ->
                    of(budget).restoreAgent(name, used);
                case BudgetRow.OfModel(String budget, String name, Amounts used) ->
                    of(budget).restoreModel(name, used);
            }
        }
    }

    Collection<Ledger> ledgers() {
        return ledgers.values();
    }

    @Nullable
    Ledger find(String budget) {
        return ledgers.get(budget);
    }

    /** Made where there is none. It takes no room in the store before something is decided in it. */
    Ledger of(String budget) {
        return ledgers.computeIfAbsent(budget, name -> new Ledger(name, new Rows(name)));
    }

    /** One in which nothing was ever decided. */
    void drop(String budget) {
        ledgers.remove(budget);
    }

    private final class Rows implements Ledger.Rows {
        private final String budget;

        Rows(String budget) {
            this.budget = budget;
        }

        @Override
        public void head(long version, @Nullable Definition definition, long sinceMs) {
            put('h', "", new BudgetRow.Head(budget, version, definition == null ? "" : definition.source(), sinceMs));
        }

        @Override
        public void account(String path, @Nullable Account account) {
            put('a', path, account == null ? null : new BudgetRow.OfAccount(budget, account));
            changes.account(budget, path, account == null);
        }

        @Override
        public void reservation(String id, @Nullable Reservation reservation) {
            put('r', id, reservation == null ? null : new BudgetRow.OfReservation(budget, reservation));
        }

        @Override
        public void agent(String agentId, Amounts used) {
            put('g', agentId, new BudgetRow.OfAgent(budget, agentId, used));
        }

        @Override
        public void model(String model, Amounts used) {
            put('m', model, new BudgetRow.OfModel(budget, model, used));
        }

        @Override
        public void cleared() {
            List<Row<BudgetRow>> gone = new ArrayList<>();
            for (Row<BudgetRow> row : store.copy()) {
                if (row.key().startsWith(budget + '\0')) {
                    gone.add(row);
                }
            }
            for (Row<BudgetRow> row : gone) {
                store.remove(row);
                if (row.value() instanceof BudgetRow.OfAccount(String name, Account account)) {
                    changes.account(name, account.path(), true);
                }
            }
        }

        private void put(char kind, String id, @Nullable BudgetRow value) {
            String key = budget + '\0' + kind + id;
            Row<BudgetRow> row = store.get(key);
            if (value == null) {
                if (row != null) {
                    store.remove(row);
                }
            } else if (row == null) {
                store.put(new Row<>(key, value));
            } else {
                row.set(value);
                store.changed(row);
            }
        }
    }
}
