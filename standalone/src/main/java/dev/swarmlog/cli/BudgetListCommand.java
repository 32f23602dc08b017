package dev.swarmlog.cli;

import dev.swarmlog.cli.budgets.BudgetRows;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.v1.BudgetStatus;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "List all budgets: what each may spend, did spend, and has reserved.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog budget list")
final class BudgetListCommand implements Runnable {
    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        List<BudgetStatus> budgets = BudgetShowCommand.accounts(new TopicReading(cluster.reach(), "swarmlog-budgets"))
                .filter(account -> account.getPath().indexOf('/') < 0)
                .toList();
        if (output.isJson()) {
            output.jsonArray(BudgetRows.json(budgets));
        } else {
            output.lines(BudgetRows.table(budgets));
        }
    }
}
