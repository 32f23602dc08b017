package dev.swarmlog.cli;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.cli.show.Interruption;
import dev.swarmlog.cli.show.Show;
import dev.swarmlog.cli.show.Show.Audience;
import dev.swarmlog.cli.show.Show.Audience.Interest;
import dev.swarmlog.schemas.wire.HttpSchemaRegistry;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the launcher runs once for each build while the JVM records what it loads (docs/decisions/0030): a bit of all. */
@Command(name = "train", hidden = true, description = "Exercise the commands, for the launcher's AOT cache.")
final class TrainCommand implements Callable<Integer>, KeepsLogs {
    private static final Duration LENGTH = Duration.ofSeconds(2);

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        RunLog log = RunLog.open("train");
        try (Interruption interruption = Interruption.watch();
                Platform platform = Platform.start(PlatformOptions.temporary())) {
            ClusterConfig cluster = ClusterConfig.of(
                    platform.bootstrapServers(), HttpSchemaRegistry.at(platform.schemaRegistryUrl(), ""));
            Audience audience = new Audience(output.out(), Interest.PICTURES_OR_LINES, interruption);
            Show.run(cluster, Scenario.of(8, 100).named("train").lasting(LENGTH), audience);
            ask(platform, "agents", "list");
            ask(platform, "agents", "list", "--json");
            ask(platform, "send", "--type", "echo", "--data", "{}", "--wait", "--timeout", "1s");
            ask(platform, "dead-letters", "list");
            ask(platform, "rules", "list");
        }
        log.delete();
        return 0;
    }

    private void ask(Platform platform, String... words) {
        CommandLine commands = Swarmlog.commandLine().setOut(output.out());
        String[] all = new String[words.length + 4];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--bootstrap-servers";
        all[words.length + 1] = platform.bootstrapServers();
        all[words.length + 2] = "--schema-registry";
        all[words.length + 3] = platform.schemaRegistryUrl();
        commands.execute(all);
    }
}
