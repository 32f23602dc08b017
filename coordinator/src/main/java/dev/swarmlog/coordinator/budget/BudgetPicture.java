package dev.swarmlog.coordinator.budget;

import dev.swarmlog.coordinator.budget.core.Account;
import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.coordinator.budget.core.Definition;
import dev.swarmlog.coordinator.budget.core.Ledger;
import dev.swarmlog.coordinator.budget.core.Limit;
import dev.swarmlog.coordinator.budget.core.Path;
import dev.swarmlog.coordinator.budget.core.Period;
import dev.swarmlog.coordinator.budget.core.Reservation;
import dev.swarmlog.v1.BudgetQuestion;
import dev.swarmlog.v1.BudgetStatus;
import dev.swarmlog.v1.BudgetTally;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What people see of an account. */
final class BudgetPicture {
    private static final int QUESTIONS_MAX = 100;
    private static final int TALLIES_MAX = 50;

    private BudgetPicture() {}

    static BudgetStatus of(Ledger ledger, Account account) {
        Definition definition = ledger.definition();
        Limit limit = definition == null ? null : definition.on(Path.names(account.path()));
        boolean isOutermost = account.path().equals(ledger.name());
        return new BudgetStatus(
                account.path(),
                BudgetCodec.limit(account.limit()),
                BudgetCodec.wire(account.added()),
                BudgetCodec.wire(account.spent()),
                BudgetCodec.wire(account.reserved()),
                limit == null ? "" : limit.atLimit().action().name(),
                account.reached(),
                account.refused(),
                account.changedMs(),
                isOutermost ? (long) ledger.going() : 0L,
                isOutermost ? questions(ledger) : List.of(),
                isOutermost ? tallies(ledger.agents()) : List.of(),
                isOutermost ? tallies(ledger.models()) : List.of(),
                definition == null || definition.period() == Period.NONE
                        ? ""
                        : definition.period().name(),
                ledger.sinceMs());
    }

    private static List<BudgetQuestion> questions(Ledger ledger) {
        return ledger.asked(QUESTIONS_MAX).stream()
                .sorted(Comparator.comparingLong(Reservation::untilMs))
                .map(it -> new BudgetQuestion(it.id(), it.path(), BudgetCodec.wire(it.amounts()), it.untilMs()))
                .toList();
    }

    /** Those who used the most. */
    private static List<BudgetTally> tallies(Map<String, Amounts> all) {
        Comparator<Map.Entry<String, Amounts>> byUse = Comparator.<Map.Entry<String, Amounts>>comparingLong(
                        it -> it.getValue().costMicros())
                .thenComparingLong(it -> it.getValue().tokens())
                .reversed();
        return all.entrySet().stream()
                .sorted(byUse)
                .limit(TALLIES_MAX)
                .map(it -> new BudgetTally(it.getKey(), BudgetCodec.wire(it.getValue())))
                .toList();
    }
}
