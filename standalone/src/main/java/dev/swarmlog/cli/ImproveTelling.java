package dev.swarmlog.cli;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.CommandClient;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.v1.Improvement;
import dev.swarmlog.v1.ImprovementCommand;
import dev.swarmlog.v1.ImprovementCommandKind;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which proposal is told something, and by whom. */
final class ImproveTelling {
    static final String CLIENT = "swarmlog-improve";
    private static final int SECONDS_MAX = 15;

    @Parameters(index = "0", paramLabel = "ID", description = "The proposal's id, as 'improve list' tells it")
    private String id = "";

    @Option(names = "--by", paramLabel = "WHO", description = "Who says so (now ${DEFAULT-VALUE})")
    private String by = System.getProperty("user.name", "");

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    static Improvement find(ClusterConfig reach, String id) {
        Improvement found = new TopicReading(reach, CLIENT)
                .latest(reach.wire().topics().improvementStatus)
                .get(id);
        if (found == null) {
            throw Failure.because("there is no improvement '" + id + "'");
        }
        return found;
    }

    /** Waits for the coordinator's word on it. */
    int tell(ImprovementCommandKind kind, int permille, String reason) {
        ClusterConfig reach = cluster.reach();
        Improvement known = find(reach, id);
        Reply reply;
        try (CommandClient<ImprovementCommand> client =
                CommandClient.connect(reach, CLIENT, reach.wire().topics().improvementCommands)) {
            reply = TopicReading.settled(
                    client.ask(
                            known.getName(),
                            to -> new ImprovementCommand(
                                    kind,
                                    known.getName(),
                                    id,
                                    permille,
                                    by,
                                    reason,
                                    to.topic(),
                                    to.partition(),
                                    to.key(),
                                    System.currentTimeMillis())),
                    SECONDS_MAX,
                    TimeUnit.SECONDS,
                    "no coordinator answered");
        }
        boolean isDone = reply.getStatus() == ReplyStatus.COMPLETED;
        if (output.isJson()) {
            output.json(Json.object().put("id", id).put("done", isDone).put("error", reply.getError()));
        } else if (isDone) {
            output.line("done  " + id);
        } else {
            throw Failure.because("improvement " + id + ": " + reply.getError());
        }
        return isDone ? 0 : Failure.FAILED;
    }
}
