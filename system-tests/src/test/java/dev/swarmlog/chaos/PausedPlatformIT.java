package dev.swarmlog.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform of one process that stands still takes up its work where it was: nobody took it for dead meanwhile. */
@Tag("alone")
class PausedPlatformIT {
    /** Longer than the sessions of services that run as processes of their own. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int BEFORE = 2_000;

    @TempDir
    Path folder;

    @Test
    void aPauseLongerThanASessionElsewhereCostsItsServicesNothing() throws Exception {
        try (UpProcess up = UpProcess.start(folder)) {
            ClusterConfig cluster = ClusterConfig.of(up.bootstrapServers(), up.schemaRegistry());
            try (AgentHost host = AgentHost.connect(cluster).add(echo()).start();
                    MessageClient client = MessageClient.connect(cluster)) {
                KilledPlatformIT.awaitAgents(client);
                List<CompletableFuture<Reply>> replies = Stream.generate(
                                () -> client.submit(MessageDraft.ofType("echo").json("{}")))
                        .limit(BEFORE)
                        .toList();
                up.pause(PAUSE);
                for (CompletableFuture<Reply> reply : replies) {
                    assertThat(reply.get(60, TimeUnit.SECONDS).getStatus()).isEqualTo(ReplyStatus.COMPLETED);
                }
                assertThat(host.size()).isEqualTo(1);
            }
            assertThat(folder.resolve("data").resolve("swarmlog.log"))
                    .content()
                    .contains("router is running")
                    .doesNotContain("being fenced", "is to be repaired");
        }
    }

    private static Agent echo() {
        return Agent.named("echo").capability("echo", "1.0.0").concurrency(16).handler(context -> Result.json("{}"));
    }
}
