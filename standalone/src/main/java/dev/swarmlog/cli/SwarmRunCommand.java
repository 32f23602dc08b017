package dev.swarmlog.cli;

import dev.swarmlog.agent.swarms.SwarmClient;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.cli.swarms.Feeding;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.coordinator.swarm.definition.Reading;
import dev.swarmlog.coordinator.swarm.definition.SwarmReader;
import dev.swarmlog.document.Problem;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SwarmCommandKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Start a swarm, print its id, and wait for its end if asked to.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog swarm run examples/swarms/rosenbrock.yaml --seed 7 --wait")
final class SwarmRunCommand implements Callable<Integer> {
    private static final int SECONDS_MAX = 15;

    /** The end of a swarm is told right behind the refusal of what came after it. */
    private static final int END_SECONDS = 2;

    private static final int DAYS_MAX = 30;

    static final DefinitionFile FILE = new DefinitionFile("a definition", SwarmReader.BYTES_MAX);

    @Parameters(paramLabel = "FILE", description = "YAML or JSON, one definition")
    private Path file = Path.of("");

    @Option(names = "--id", paramLabel = "ID", description = "The swarm's id; a new one unless you say so")
    private String id = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Instead of the definition's; the same makes the same run")
    private long seed;

    @Option(names = "--items", paramLabel = "FILE", description = "What it is to bring in: a JSON value on each line")
    private @Nullable Path items;

    @Option(
            names = "--load",
            paramLabel = "N",
            description = "So many items travel together at most (now ${DEFAULT-VALUE})")
    private int load = 200;

    @Option(names = "--wait", description = "Wait for its end and print what it came to")
    private boolean waits;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        byte[] source = FILE.bytes(file);
        if (new SwarmReader().read(source) instanceof Reading.Invalid(List<Problem> problems)) {
            throw Failure.because("nothing was started: "
                    + problems.stream().map(problem -> file + ":" + problem).collect(Collectors.joining("; ")));
        }
        try (SwarmClient client = SwarmClient.connect(cluster.reach())) {
            String swarmId = id.isEmpty() ? client.freshId() : id;
            var command = SwarmCommand.command(SwarmCommandKind.START, swarmId)
                    .setSource(new String(source, StandardCharsets.UTF_8))
                    .setSeed(seed);
            if (waits) {
                CompletableFuture<Reply> end = client.ask(command);
                try {
                    feed(client, swarmId);
                } catch (Failure refused) {
                    // what ended it says more than that it takes no more
                    if (!isOverSoon(end)) {
                        throw refused;
                    }
                }
                return ended(swarmId, TopicReading.settled(end, DAYS_MAX, TimeUnit.DAYS, "the swarm did not end"));
            }
            TopicReading.settled(client.send(command), SECONDS_MAX, TimeUnit.SECONDS, "the cluster did not take it");
            feed(client, swarmId);
            if (output.isJson()) {
                output.json(Json.object().put("swarmId", swarmId));
            } else {
                output.line(swarmId);
            }
            return 0;
        }
    }

    private static boolean isOverSoon(CompletableFuture<Reply> end) throws InterruptedException {
        try {
            end.get(END_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private void feed(SwarmClient client, String swarmId) throws InterruptedException {
        if (items != null) {
            new Feeding(client, swarmId, load).feed(items);
        }
    }

    private int ended(String swarmId, Reply reply) {
        boolean well = reply.getStatus() == ReplyStatus.COMPLETED;
        String result =
                StandardCharsets.UTF_8.decode(reply.getResult().duplicate()).toString();
        if (!well && !output.isJson()) {
            throw Failure.because("swarm " + swarmId + ": " + reply.getError());
        }
        output.line(
                well
                        ? result
                        : Json.object()
                                .put("swarmId", swarmId)
                                .put("error", reply.getError())
                                .toString());
        return well ? 0 : Failure.FAILED;
    }
}
