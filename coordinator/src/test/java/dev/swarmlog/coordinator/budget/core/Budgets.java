package dev.swarmlog.coordinator.budget.core;

import dev.swarmlog.coordinator.budget.core.AtLimit.Action;
import dev.swarmlog.coordinator.budget.core.Effect.Answer;
import dev.swarmlog.coordinator.budget.core.Reservation.Requester;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A budget at work: what it is asked, and all that was recorded of it. */
final class Budgets {
    static final String NAME = "acme";
    static final Requester CALLER = new Requester("messages.replies", 3, "caller");
    static final long HOLD_MS = 60_000;
    static final AtLimit ASK = new AtLimit(Action.ASK, "", 0, 100, 10_000);
    static final AtLimit HANDOFF = new AtLimit(Action.HANDOFF, "human.desk", 0, 100, 0);
    static final AtLimit DEGRADE = new AtLimit(Action.DEGRADE, "llm.small", 20, 100, 0);

    final List<Fact> facts = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    final Stored stored = new Stored();
    final Ledger ledger = new Ledger(NAME, stored);
    final BudgetMachine machine;
    List<Effect> effects = List.of();
    long nowMs = 1_000;

    Budgets() {
        this(BudgetBounds.DEFAULT);
    }

    Budgets(BudgetBounds bounds) {
        machine = new BudgetMachine(bounds);
    }

    static Budgets with(Limit... limits) {
        Budgets budgets = new Budgets();
        budgets.ask(define(limits));
        return budgets;
    }

    static Request define(Limit... limits) {
        return define(true, limits);
    }

    static Request define(boolean charges, Limit... limits) {
        return new Request.Define(
                new Definition(
                        NAME,
                        "",
                        List.of(limits),
                        Map.of("opus", new Price(15_000_000, 75_000_000, 100)),
                        Map.of(),
                        HOLD_MS,
                        charges),
                "ann",
                CALLER);
    }

    static Request define(Period period, Limit... limits) {
        Request.Define define = (Request.Define) define(limits);
        return new Request.Define(define.definition().each(period), define.by(), define.requester());
    }

    static Limit tokens(String pattern, long tokens, AtLimit atLimit, Integer... thresholds) {
        return new Limit(
                Path.names(pattern),
                new Amounts(tokens, Amounts.UNLIMITED, Amounts.UNLIMITED, Amounts.UNLIMITED),
                3,
                List.of(thresholds),
                atLimit);
    }

    static Request reserve(String id, String path, long tokens) {
        return reserve(id, path, new Amounts(tokens, 0, 1, 0));
    }

    static Request reserve(String id, String path, Amounts amounts) {
        return new Request.Reserve(id, path, amounts, 0, "", "", 0, CALLER);
    }

    static Request settle(String id, long tokens) {
        return new Request.Settle(id, new Amounts(tokens, 0, 1, 0), 0, 0, false, "", "", CALLER);
    }

    static Request release(String id) {
        return new Request.Release(id, CALLER);
    }

    static Request answer(String id, boolean approved) {
        return new Request.Answer(id, approved, "ann", "", CALLER);
    }

    Decision ask(Request request) {
        Decision decision = machine.decide(ledger, request, nowMs);
        facts.addAll(decision.facts());
        decision.facts().forEach(fact -> times.add(nowMs));
        effects = decision.effects();
        return decision;
    }

    Answer answer(Request request) {
        return ask(request).effects().stream()
                .filter(Answer.class::isInstance)
                .map(Answer.class::cast)
                .findFirst()
                .orElseThrow();
    }

    List<Effect.Alarm> alarms() {
        return effects.stream()
                .filter(Effect.Alarm.class::isInstance)
                .map(Effect.Alarm.class::cast)
                .toList();
    }

    Account at(String path) {
        Account account = ledger.account(path);
        if (account == null) {
            throw new AssertionError("no account " + path);
        }
        return account;
    }

    /** A ledger in a form that can be compared. */
    record Picture(
            long version,
            @Nullable Definition definition,
            Map<String, Account> accounts,
            Map<String, Reservation> reservations,
            Map<String, Amounts> agents,
            Map<String, Amounts> models,
            long sinceMs,
            long nextDueMs) {
        static Picture of(Ledger ledger) {
            Map<String, Account> accounts = new HashMap<>();
            ledger.accounts().forEach(each -> accounts.put(each.path(), each));
            Map<String, Reservation> reservations = new HashMap<>();
            ledger.reservations().forEach(each -> reservations.put(each.id(), each));
            return new Picture(
                    ledger.version(),
                    ledger.definition(),
                    accounts,
                    reservations,
                    Map.copyOf(ledger.agents()),
                    Map.copyOf(ledger.models()),
                    ledger.sinceMs(),
                    ledger.nextDueMs());
        }
    }

    /** What a store would hold. */
    static final class Stored implements Ledger.Rows {
        private final Map<String, Account> accounts = new HashMap<>();
        private final Map<String, Reservation> reservations = new HashMap<>();
        private final Map<String, Amounts> agents = new HashMap<>();
        private final Map<String, Amounts> models = new HashMap<>();
        private long version;
        private @Nullable Definition definition;
        private long sinceMs;

        @Override
        public void head(long at, @Nullable Definition now, long since) {
            version = at;
            sinceMs = since;
            definition = now;
        }

        @Override
        public void account(String path, @Nullable Account account) {
            put(accounts, path, account);
        }

        @Override
        public void reservation(String id, @Nullable Reservation reservation) {
            put(reservations, id, reservation);
        }

        @Override
        public void agent(String agentId, Amounts used) {
            agents.put(agentId, used);
        }

        @Override
        public void model(String model, Amounts used) {
            models.put(model, used);
        }

        @Override
        public void cleared() {
            accounts.clear();
            reservations.clear();
            agents.clear();
            models.clear();
        }

        Ledger restored() {
            Ledger ledger = new Ledger(NAME, new Stored());
            ledger.restore(version, definition, sinceMs);
            accounts.values().forEach(ledger::restore);
            reservations.values().forEach(ledger::restore);
            agents.forEach(ledger::restoreAgent);
            models.forEach(ledger::restoreModel);
            return ledger;
        }

        private static <V> void put(Map<String, V> rows, String key, @Nullable V row) {
            if (row == null) {
                rows.remove(key);
            } else {
                rows.put(key, row);
            }
        }
    }
}
