package dev.swarmlog.cli.budgets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.cli.view.Table;
import dev.swarmlog.v1.BudgetAmounts;
import dev.swarmlog.v1.BudgetQuestion;
import dev.swarmlog.v1.BudgetStatus;
import dev.swarmlog.v1.BudgetTally;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Accounts of budgets as rows of a table, one for each unit that has a limit or was used, and as JSON. */
public final class BudgetRows {
    private static final int MICROS_DIGITS = 6;

    private enum Unit {
        TOKENS("tokens"),
        COST("cost"),
        CALLS("calls"),
        TIME("ms");

        private final String shown;

        Unit(String shown) {
            this.shown = shown;
        }

        long of(BudgetAmounts amounts) {
            return switch (this) {
                case TOKENS -> amounts.getTokens();
                case COST -> amounts.getCostMicros();
                case CALLS -> amounts.getCalls();
                case TIME -> amounts.getWallMs();
            };
        }

        /** Money in the currency, to the last millionth. */
        String told(long amount) {
            return this == COST
                    ? BigDecimal.valueOf(amount, MICROS_DIGITS)
                            .stripTrailingZeros()
                            .toPlainString()
                    : String.valueOf(amount);
        }
    }

    private BudgetRows() {}

    public static List<String> table(Collection<BudgetStatus> accounts) {
        Table table = Table.of("BUDGET", "UNIT", ">LIMIT", ">SPENT", ">RESERVED", ">FREE", "AT LIMIT", ">REFUSED");
        for (BudgetStatus account : accounts) {
            boolean first = true;
            for (Unit unit : Unit.values()) {
                boolean isLimited = unit.of(account.getLimit()) >= 0;
                boolean isUsed = unit.of(account.getSpent()) + unit.of(account.getReserved()) > 0;
                if (isLimited || isUsed) {
                    row(table, account, unit, first);
                    first = false;
                }
            }
            if (first) {
                table.row(account.getPath(), "", "-", "", "", "", account.getAtLimit(), account.getRefused());
            }
        }
        return table.isEmpty() ? List.of("no budgets") : table.lines();
    }

    private static void row(Table table, BudgetStatus account, Unit unit, boolean first) {
        long limit = unit.of(account.getLimit());
        long granted = limit + unit.of(account.getAdded());
        long spent = unit.of(account.getSpent());
        long reserved = unit.of(account.getReserved());
        table.row(
                first ? account.getPath() : "",
                unit.shown,
                limit < 0 ? "-" : unit.told(granted),
                unit.told(spent),
                unit.told(reserved),
                limit < 0 ? "-" : unit.told(granted - spent - reserved),
                first ? account.getAtLimit() : "",
                first ? account.getRefused() : "");
    }

    /** What stands beside the accounts: who is asked, and who used the most. */
    public static List<String> beside(BudgetStatus outermost) {
        List<String> lines = new ArrayList<>();
        if (!outermost.getPeriod().isEmpty()) {
            lines.add("limits are for each " + outermost.getPeriod().toLowerCase(Locale.ROOT) + "; this one began at "
                    + Instant.ofEpochMilli(outermost.getSinceMs()));
        }
        for (BudgetQuestion question : outermost.getQuestions()) {
            lines.add("waits for approval until " + Instant.ofEpochMilli(question.getUntilMs()) + ": "
                    + question.getReservationId() + " of " + question.getPath() + ", " + told(question.getAmounts()));
        }
        outermost.getAgents().forEach(tally -> lines.add("agent " + told(tally)));
        outermost.getModels().forEach(tally -> lines.add("model " + told(tally)));
        return lines;
    }

    private static String told(BudgetTally tally) {
        return tally.getName() + " used " + told(tally.getUsed());
    }

    private static String told(BudgetAmounts amounts) {
        List<String> parts = new ArrayList<>();
        for (Unit unit : Unit.values()) {
            long amount = unit.of(amounts);
            if (amount > 0) {
                parts.add(unit.shown + " " + unit.told(amount));
            }
        }
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }

    public static List<ObjectNode> json(Collection<BudgetStatus> accounts) {
        return accounts.stream()
                .map(account -> (ObjectNode) Json.parse(account.toString()))
                .toList();
    }
}
