package dev.swarmlog.agent.budgets;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.CommandClient;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.Reply;
import java.util.concurrent.CompletableFuture;

/**
 * Sets budgets, reserves and settles, and hears the answers on a partition of messages.replies of its own. Thread-safe.
 * What depends on a reply's future runs on the client's reading thread.
 */
public final class BudgetClient implements AutoCloseable {
    private final CommandClient<BudgetCommand> commands;

    private BudgetClient(CommandClient<BudgetCommand> commands) {
        this.commands = commands;
    }

    /** Connects; fails within seconds, and says why, when the cluster or the schema registry is not there. */
    public static BudgetClient connect(ClusterConfig config) {
        return new BudgetClient(
                CommandClient.connect(config, "swarmlog-budgets", config.wire().topics().budgetCommands));
    }

    /** An id for a reservation that nobody else has. */
    public String freshId() {
        return commands.freshId();
    }

    /**
     * Sends a command. The future holds its first reply: COMPLETED with the verdict in its result, REJECTED with why, or
     * PARTIAL where a person is asked, whose answer a repetition of the command tells. It fails where the cluster does
     * not take the command; nobody answers while no coordinator runs, and then nothing may be spent.
     */
    public CompletableFuture<Reply> ask(BudgetCommand.Builder command) {
        return commands.ask(
                command.getBudget(),
                to -> built(command.setReplyTopic(to.topic())
                        .setReplyPartition(to.partition())
                        .setCorrelationKey(to.key())));
    }

    /** Sends a command; the future is done once it is in the log for good. */
    public CompletableFuture<Void> send(BudgetCommand.Builder command) {
        return commands.send(command.getBudget(), built(command));
    }

    private static BudgetCommand built(BudgetCommand.Builder command) {
        return command.setSentAtMs(System.currentTimeMillis()).build();
    }

    @Override
    public void close() {
        commands.close();
    }
}
