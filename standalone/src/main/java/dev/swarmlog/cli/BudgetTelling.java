package dev.swarmlog.cli;

import dev.swarmlog.agent.budgets.BudgetClient;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetCommandKind;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which budget is told something, and by whom: what all such commands have. */
final class BudgetTelling {
    private static final int SECONDS_MAX = 15;

    @Parameters(index = "0", paramLabel = "BUDGET", description = "The budget's name")
    private String name = "";

    @Option(names = "--by", paramLabel = "WHO", description = "Who says so (now ${DEFAULT-VALUE})")
    private String by = System.getProperty("user.name", "");

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    BudgetCommand.Builder command(BudgetCommandKind kind) {
        return command(kind, name).setBy(by);
    }

    static BudgetCommand.Builder command(BudgetCommandKind kind, String budget) {
        return BudgetCommand.newBuilder()
                .setKind(kind)
                .setBudget(budget)
                .setBy(System.getProperty("user.name", ""))
                .setSentAtMs(0);
    }

    int tell(BudgetCommand.Builder command) {
        return tell(command, cluster, output, "done");
    }

    /** Waits for the coordinator's word on it. */
    static int tell(BudgetCommand.Builder command, ClusterOptions cluster, Output output, String done) {
        Reply reply;
        try (BudgetClient client = BudgetClient.connect(cluster.reach())) {
            reply = TopicReading.settled(client.ask(command), SECONDS_MAX, TimeUnit.SECONDS, "no coordinator answered");
        }
        boolean isDone = reply.getStatus() == ReplyStatus.COMPLETED;
        if (output.isJson()) {
            output.json(Json.object()
                    .put("budget", command.getBudget())
                    .put("done", isDone)
                    .put("error", reply.getError()));
        } else if (isDone) {
            output.line(done + "  " + command.getBudget());
        } else {
            throw Failure.because("budget " + command.getBudget() + ": " + reply.getError());
        }
        return isDone ? 0 : Failure.FAILED;
    }
}
