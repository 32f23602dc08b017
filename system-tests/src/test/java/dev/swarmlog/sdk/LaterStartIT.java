package dev.swarmlog.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.platform.PlatformParts;
import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.Capability;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that are not alone with an agent's id: its past under another clock, or another host with it. */
final class LaterStartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void oneHostServesAnAgentInTheEnd(@TempDir Path folder) throws Exception {
        try (PlatformParts platform = PlatformParts.start(folder, Telemetry.off());
                MessageClient client = MessageClient.connect(platform.cluster())) {
            long past = registerBeforeItsTime(platform.cluster());

            try (AgentHost slowClock = AgentHost.connect(platform.cluster())
                    .add(agent("slow clock"))
                    .start()) {
                await().atMost(PATIENCE).until(() -> slowClock.stats().rejoined() == 1);
                assertThat(past).isGreaterThan(System.currentTimeMillis());
                awaitAnswerOf("slow clock", client);

                try (AgentHost another = AgentHost.connect(platform.cluster())
                        .add(agent("another"))
                        .start()) {
                    await().atMost(PATIENCE).until(() -> slowClock.stats().overtaken() == 1);
                    awaitAnswerOf("another", client);
                    assertThat(slowClock.size()).isZero();
                    assertThat(another.stats().overtaken()).isZero();
                }
            }
        }
    }

    /** As by a start of the agent on a machine whose clock was half a minute ahead. */
    private static long registerBeforeItsTime(ClusterConfig cluster) {
        Topic<AgentCard> topic = cluster.wire().topics().registrations;
        long epoch = System.currentTimeMillis() + 30_000;
        AgentCard card = AgentCard.newBuilder()
                .setAgentId("a")
                .setEpoch(epoch)
                .setCapabilities(List.of(new Capability("who", "1.0.0")))
                .setInboxPartition(0)
                .setWrittenAtMs(epoch - 30_000)
                .build();
        try (LogWriter writer = LogWriter.open(cluster, "past", 0)) {
            writer.to(topic).send("a", card, (at, failure) -> {});
            writer.flush();
        }
        return epoch;
    }

    private static void awaitAnswerOf(String host, MessageClient client) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(answer(client)).isEqualTo(host));
    }

    private static String answer(MessageClient client) throws Exception {
        var reply = client.submit(
                MessageDraft.ofType("who").timeout(Duration.ofSeconds(2)).json("{}"));
        return reply.handle((answer, failure) -> failure == null
                        ? StandardCharsets.UTF_8.decode(answer.getResult()).toString()
                        : failure.toString())
                .get();
    }

    private static Agent agent(String host) {
        return Agent.named("a").capability("who", "1.0.0").handler(context -> Result.text(host));
    }
}
