package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Answers;
import dev.swarmlog.cli.view.Figures;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "send",
        description = "Send a message to whoever can handle it, and wait for the reply if asked to.",
        footerHeading = "%nExample:%n",
        footer = {
            "  ./swarmlog send --type echo --data '{\"hello\":1}' --wait",
            "  ./swarmlog send --type echo --data 1 --gather quorum --quorum 2 --fan-out 3 --wait"
        })
final class SendCommand implements Callable<Integer> {
    private static final int REPEAT_MAX = 1_000_000;

    @Mixin
    private final MessageOptions message = new MessageOptions();

    @Mixin
    private final GatherOptions gather = new GatherOptions();

    @Option(names = "--wait", description = "Wait for the reply and print its result")
    private boolean waits;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description =
                    "Send N times, each after the reply to the one before, and print how long that took once warm")
    private int repeat = 1;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        if (repeat < 1 || repeat > REPEAT_MAX) {
            throw Failure.wrongUsage("--repeat: 1 to " + REPEAT_MAX + ", not " + repeat);
        }
        if (message.isUntracked() && (waits || repeat > 1)) {
            throw Failure.wrongUsage("--untracked: nobody hears what became of it, so there is nothing to wait for");
        }
        MessageDraft draft = message.draft();
        gather.addTo(draft);
        ClusterConfig config = cluster.reach();
        try (MessageClient client = MessageClient.connect(config)) {
            if (repeat > 1) {
                return repeatedly(client, draft);
            }
            return waits ? once(client, draft) : withoutWaiting(client, draft);
        }
    }

    private int withoutWaiting(MessageClient client, MessageDraft draft) throws InterruptedException {
        String id = settled(client.send(draft));
        if (output.isJson()) {
            output.json(Json.object().put("messageId", id));
        } else {
            output.line(id);
        }
        return 0;
    }

    private int once(MessageClient client, MessageDraft draft) throws InterruptedException {
        long start = System.nanoTime();
        Reply reply = settled(client.submit(draft));
        double ms = (System.nanoTime() - start) / 1e6;
        boolean done = isDone(reply);
        if (output.isJson()) {
            output.json(json(reply, ms));
        } else {
            print(reply);
        }
        if (!done && !output.isJson()) {
            throw Failure.because(describe(reply));
        }
        return done ? 0 : Failure.FAILED;
    }

    /** What each of several agents said, then what was made of it. */
    private void print(Reply reply) {
        if (!reply.getAnswers().isEmpty()) {
            output.lines(Answers.lines(reply.getAnswers()));
        }
        if (reply.getResult().hasRemaining()
                || (isDone(reply) && reply.getAnswers().isEmpty())) {
            output.line(
                    StandardCharsets.UTF_8.decode(reply.getResult().duplicate()).toString());
        }
    }

    private static boolean isDone(Reply reply) {
        return reply.getStatus() == ReplyStatus.COMPLETED;
    }

    private int repeatedly(MessageClient client, MessageDraft draft) throws InterruptedException {
        RoundTrips trips = RoundTrips.measure(repeat, () -> settled(client.submit(draft)));
        if (output.isJson()) {
            output.json(trips.json());
        } else {
            output.line(Figures.count(trips.completed()) + " of " + Figures.count(repeat) + " completed, p50 "
                    + Figures.latency(trips.atShare(0.50)) + ", p99 " + Figures.latency(trips.atShare(0.99)) + ", max "
                    + Figures.latency(trips.atShare(1)));
        }
        return trips.completed() == repeat ? 0 : Failure.FAILED;
    }

    private static <T> T settled(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw Failure.because(String.valueOf(cause.getMessage()), cause);
        }
    }

    private static String describe(Reply reply) {
        String error = reply.getError().isEmpty() ? "no reason was given" : reply.getError();
        return "message " + reply.getMessageId() + " ended as " + reply.getStatus() + " after " + reply.getAttempts()
                + " attempts: " + error;
    }

    private static ObjectNode json(Reply reply, double ms) {
        ObjectNode json = Json.object()
                .put("messageId", reply.getMessageId())
                .put("status", reply.getStatus().name())
                .put("agentId", reply.getAgentId())
                .put("attempts", reply.getAttempts())
                .put("ms", Math.round(ms * 1_000) / 1_000.0);
        if (reply.getStatus() != ReplyStatus.COMPLETED) {
            json.put("errorClass", reply.getErrorClass().name()).put("error", reply.getError());
        }
        if (!reply.getAnswers().isEmpty()) {
            Answers.put(reply.getAnswers(), json);
        }
        json.set("result", Json.payload(reply.getContentType(), reply.getResult()));
        return json;
    }
}
