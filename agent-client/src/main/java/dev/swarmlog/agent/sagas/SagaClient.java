package dev.swarmlog.agent.sagas;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.CommandClient;
import dev.swarmlog.agent.core.MessageIds;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SagaCommand;
import java.util.concurrent.CompletableFuture;

/**
 * Starts sagas and tells them what is wanted of them, and hears the answers on a partition of messages.replies of its own.
 * Thread-safe. What depends on a reply's future runs on the client's reading thread.
 */
public final class SagaClient implements AutoCloseable {
    private final CommandClient<SagaCommand> commands;

    private SagaClient(CommandClient<SagaCommand> commands) {
        this.commands = commands;
    }

    /** Connects; fails within seconds, and says why, when the cluster or the schema registry is not there. */
    public static SagaClient connect(ClusterConfig config) {
        return new SagaClient(
                CommandClient.connect(config, "swarmlog-sagas", config.wire().topics().sagaCommands));
    }

    /** An id for a saga that nobody else has. */
    public String freshId() {
        return commands.freshId();
    }

    /** The one id of a saga of this name that is started with this idempotency key, in every language; see {@link MessageIds}. */
    public static String idOf(String name, String idempotencyKey) {
        return MessageIds.derived("saga:" + name, idempotencyKey);
    }

    /**
     * Sends a command. The future holds its one reply: to a START how the saga ended, however long that takes, to
     * anything else whether it was obeyed. It fails where the cluster does not take the command.
     */
    public CompletableFuture<Reply> ask(SagaCommand.Builder command) {
        return commands.ask(
                command.getSagaId(),
                to -> built(command.setReplyTopic(to.topic())
                        .setReplyPartition(to.partition())
                        .setCorrelationKey(to.key())));
    }

    /** Sends a command; the future is done once it is in the log for good. */
    public CompletableFuture<Void> send(SagaCommand.Builder command) {
        return commands.send(command.getSagaId(), built(command));
    }

    private static SagaCommand built(SagaCommand.Builder command) {
        return command.setSentAtMs(System.currentTimeMillis()).build();
    }

    @Override
    public void close() {
        commands.close();
    }
}
