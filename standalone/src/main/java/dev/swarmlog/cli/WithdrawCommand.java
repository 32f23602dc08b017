package dev.swarmlog.cli;

import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "withdraw",
        description = "Take a message back, and say what became of it: whoever works on it is told to stop.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog withdraw 0198f0c2-7b1e-7d55-9f3a-0d6f3a2c1b44 --reason 'ordered twice'")
final class WithdrawCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MESSAGE_ID", description = "As send prints it")
    @SuppressWarnings("NullAway.Init")
    private String messageId;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; the agent is told")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(
            names = "--within",
            paramLabel = "DURATION",
            converter = DurationText.class,
            defaultValue = "10s",
            description = "How long to wait for the agent's word (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init")
    private Duration within;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        try (MessageClient client = MessageClient.connect(cluster.reach())) {
            Reply reply = client.withdraw(messageId, reason, within).get();
            boolean withdrawn = reply.getStatus() == ReplyStatus.WITHDRAWN;
            if (output.isJson()) {
                output.json(Json.object()
                        .put("messageId", messageId)
                        .put("status", reply.getStatus().name())
                        .put("inDoubt", reply.getInDoubt())
                        .put("agentId", reply.getAgentId())
                        .put("error", reply.getError()));
            } else if (withdrawn) {
                output.line(
                        reply.getInDoubt()
                                ? "withdrawn; whether it was done nobody knows: " + reply.getError()
                                : "withdrawn, and not done");
            } else {
                throw Failure.because("message " + messageId + " was not withdrawn: it is " + reply.getStatus()
                        + (reply.getError().isEmpty() ? "" : ", " + reply.getError()));
            }
            return withdrawn ? 0 : Failure.FAILED;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw Failure.because(String.valueOf(cause.getMessage()), cause);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }
}
