package dev.swarmlog.agent.swarms;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.CommandClient;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SwarmCommand;
import java.util.concurrent.CompletableFuture;

/**
 * Starts swarms and tells them what is wanted of them, and hears the answers on a partition of messages.replies of its
 * own. Thread-safe. What depends on a reply's future runs on the client's reading thread.
 */
public final class SwarmClient implements AutoCloseable {
    private final CommandClient<SwarmCommand> commands;

    private SwarmClient(CommandClient<SwarmCommand> commands) {
        this.commands = commands;
    }

    /** Connects; fails within seconds, and says why, when the cluster or the schema registry is not there. */
    public static SwarmClient connect(ClusterConfig config) {
        return new SwarmClient(
                CommandClient.connect(config, "swarmlog-swarms", config.wire().topics().swarmCommands));
    }

    /** An id for a swarm that nobody else has. */
    public String freshId() {
        return commands.freshId();
    }

    /**
     * Sends a command. The future holds its one reply: to a START how the swarm ended, however long that takes, to
     * anything else whether it was obeyed. It fails where the cluster does not take the command.
     */
    public CompletableFuture<Reply> ask(SwarmCommand.Builder command) {
        return commands.ask(
                command.getSwarmId(),
                to -> built(command.setReplyTopic(to.topic())
                        .setReplyPartition(to.partition())
                        .setCorrelationKey(to.key())));
    }

    /** Sends a command; the future is done once it is in the log for good. */
    public CompletableFuture<Void> send(SwarmCommand.Builder command) {
        return commands.send(command.getSwarmId(), built(command));
    }

    private static SwarmCommand built(SwarmCommand.Builder command) {
        return command.setSentAtMs(System.currentTimeMillis()).build();
    }

    @Override
    public void close() {
        commands.close();
    }
}
