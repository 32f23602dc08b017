package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommandKind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "start",
        description = "Start a saga, print its id, and wait for its end if asked to.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog saga start order --input '{\"amount\":4}' --wait")
final class SagaStartCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The definition's name, or NAME@VERSION")
    private String name = "";

    @Option(names = "--input", paramLabel = "JSON", description = "What it works on")
    private String input = "null";

    @Option(names = "--id", paramLabel = "ID", description = "The saga's id; a new one unless you say so")
    private String id = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "An idempotency key: the same one again is the same saga, and answered with what it came to")
    private String key = "";

    @Option(names = "--tag", paramLabel = "K=V", description = "What people find it by")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Option(names = "--wait", description = "Wait for its end and print what it came to")
    private boolean waits;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        parse(input);
        if (!key.isEmpty() && !id.isEmpty()) {
            throw Failure.wrongUsage("--id: with --key the id follows from the key");
        }
        try (SagaClient client = SagaClient.connect(cluster.reach())) {
            var command = command(client);
            if (waits) {
                return ended(command.getSagaId(), SagaTelling.settled(client.ask(command)));
            }
            SagaTelling.settled(client.send(command));
            if (output.isJson()) {
                output.json(Json.object().put("sagaId", command.getSagaId()));
            } else {
                output.line(command.getSagaId());
            }
            return 0;
        }
    }

    private dev.swarmlog.v1.SagaCommand.Builder command(SagaClient client) {
        int at = name.indexOf('@');
        String plain = at < 0 ? name : name.substring(0, at);
        String sagaId = id.isEmpty() ? client.freshId() : id;
        return SagaTelling.command(SagaCommandKind.START, key.isEmpty() ? sagaId : SagaClient.idOf(plain, key))
                .setName(plain)
                .setVersion(at < 0 ? "" : name.substring(at + 1))
                .setJson(input)
                .setIdempotencyKey(key)
                .setTags(tags);
    }

    private int ended(String sagaId, Reply reply) {
        boolean well = reply.getStatus() == ReplyStatus.COMPLETED;
        String result =
                StandardCharsets.UTF_8.decode(reply.getResult().duplicate()).toString();
        if (output.isJson()) {
            ObjectNode json = Json.object()
                    .put("sagaId", sagaId)
                    .put("status", reply.getStatus().name())
                    .put("error", reply.getError());
            json.set("result", Json.parse(result.isEmpty() ? "null" : result));
            output.json(json);
        } else if (well) {
            output.line(result);
        } else {
            throw Failure.because("saga " + sagaId + ": " + reply.getError());
        }
        return well ? 0 : Failure.FAILED;
    }

    private static void parse(String text) {
        try {
            Json.parse(text);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage("--input: " + e.getMessage());
        }
    }
}
