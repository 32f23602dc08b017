package dev.swarmlog.cli;

import dev.swarmlog.cli.budgets.BudgetRows;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.v1.BudgetStatus;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show all accounts of a budget, what waits for approval in it, and who used the most.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog budget show acme")
final class BudgetShowCommand implements Runnable {
    @Parameters(paramLabel = "BUDGET", description = "The budget's name")
    private String name = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    static Stream<BudgetStatus> accounts(TopicReading reading) {
        return reading.latest(reading.config().wire().topics().budgetStatus).values().stream();
    }

    @Override
    public void run() {
        List<BudgetStatus> accounts = accounts(new TopicReading(cluster.reach(), "swarmlog-budgets"))
                .filter(account ->
                        account.getPath().equals(name) || account.getPath().startsWith(name + "/"))
                .toList();
        if (accounts.isEmpty()) {
            throw Failure.because("there is no budget '" + name + "'");
        }
        if (output.isJson()) {
            output.jsonArray(BudgetRows.json(accounts));
        } else {
            output.lines(BudgetRows.table(accounts));
            output.lines(BudgetRows.beside(accounts.getFirst()));
        }
    }
}
