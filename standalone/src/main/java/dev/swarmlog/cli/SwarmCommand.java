package dev.swarmlog.cli;

import dev.swarmlog.agent.swarms.SwarmClient;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SwarmCommandKind;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code swarm}: populations that are run towards a goal. */
@Command(
        name = "swarm",
        description = "Run and look after swarms: populations that move, search or forage towards a goal.",
        subcommands = {
            SwarmValidateCommand.class,
            SwarmRunCommand.class,
            SwarmListCommand.class,
            SwarmShowCommand.class,
            SwarmResultsCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  ./swarmlog swarm run examples/swarms/rosenbrock.yaml --wait",
            "  ./swarmlog swarm list --state running"
        })
final class SwarmCommand {
    static final String CLIENT = "swarmlog-swarms";

    private static final int SECONDS_MAX = 15;

    @Command(
            name = "stop",
            description = "End a swarm where it is.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog swarm stop w-1 --comment 'good enough'")
    int stop(
            @Parameters(paramLabel = "ID", description = "The swarm's id") String id,
            @Mixin CommentOption why,
            @Mixin ClusterOptions cluster,
            @Mixin Output output) {
        return tell(command(SwarmCommandKind.STOP, id).setReason(why.text()), cluster, output);
    }

    @Command(
            name = "forget",
            description = "Forget a swarm that has ended. Its events stay.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog swarm forget w-1")
    int forget(
            @Parameters(paramLabel = "ID", description = "The swarm's id") String id,
            @Mixin ClusterOptions cluster,
            @Mixin Output output) {
        return tell(command(SwarmCommandKind.FORGET, id), cluster, output);
    }

    static dev.swarmlog.v1.SwarmCommand.Builder command(SwarmCommandKind kind, String id) {
        return dev.swarmlog.v1.SwarmCommand.newBuilder()
                .setKind(kind)
                .setSwarmId(id)
                .setBy(System.getProperty("user.name", ""))
                .setSentAtMs(System.currentTimeMillis());
    }

    private static int tell(dev.swarmlog.v1.SwarmCommand.Builder command, ClusterOptions cluster, Output output) {
        try (SwarmClient client = SwarmClient.connect(cluster.reach())) {
            Reply reply =
                    TopicReading.settled(client.ask(command), SECONDS_MAX, TimeUnit.SECONDS, "no coordinator answered");
            boolean done = reply.getStatus() == ReplyStatus.COMPLETED;
            if (output.isJson()) {
                output.json(Json.object()
                        .put("swarmId", command.getSwarmId())
                        .put("done", done)
                        .put("error", reply.getError()));
            } else if (!done) {
                throw Failure.because(reply.getError());
            }
            return done ? 0 : Failure.FAILED;
        }
    }
}
