package dev.swarmlog.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.discovery.AgentDirectory;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.registry.RegistryService;
import dev.swarmlog.router.RouterService;
import dev.swarmlog.runtime.PlatformConfig;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.ServiceHost;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;

final class ContainersIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int REGISTRY_PORT = 8080;
    private static final String REGISTRY_PATH = "/apis/ccompat/v7";

    @Test
    @SuppressWarnings("resource") // the containers are closed by try
    void messagesAreAnsweredOnTheImagesThatPeopleRun(@TempDir Path state) throws InterruptedException {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker engine: not tested on the images of Kafka and Apicurio");
        try (KafkaContainer kafka = new KafkaContainer("apache/kafka:" + AppInfoParser.getVersion());
                GenericContainer<?> registry = new GenericContainer<>("apicurio/apicurio-registry:3.3.3")
                        .withExposedPorts(REGISTRY_PORT)
                        .waitingFor(Wait.forHttp(REGISTRY_PATH + "/subjects").withStartupTimeout(PATIENCE))) {
            kafka.start();
            registry.start();
            String schemas =
                    "http://" + registry.getHost() + ":" + registry.getMappedPort(REGISTRY_PORT) + REGISTRY_PATH;
            Settings settings = Settings.from(Map.of(
                    "SWARMLOG_BOOTSTRAP_SERVERS",
                    kafka.getBootstrapServers(),
                    "SWARMLOG_SCHEMA_REGISTRY",
                    schemas,
                    "SWARMLOG_STATE_DIR",
                    state.toString(),
                    "SWARMLOG_HTTP_PORT",
                    "0"));
            PlatformConfig config = PlatformConfig.from(settings);
            try (ServiceContext context = ServiceContext.of(config, "containers");
                    ServiceHost host = ServiceHost.start(
                            context, List.of(RegistryService.service(settings), RouterService.service(settings)))) {
                assertThat(host.awaitReady(PATIENCE)).isTrue();
                assertMessagesAreAnswered(ClusterConfig.of(kafka.getBootstrapServers(), schemas));
            }
        }
    }

    private static void assertMessagesAreAnswered(ClusterConfig cluster) throws InterruptedException {
        Agent echo = Agent.named("echo").capability("echo", "1.0.0").handler(context -> Result.text(context.text()));
        try (AgentHost agents = AgentHost.connect(cluster).add(echo).start();
                AgentDirectory directory = AgentDirectory.open(cluster);
                MessageClient client = MessageClient.connect(cluster)) {
            assertThat(directory.awaitLoaded(PATIENCE)).isTrue();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !directory.find(AgentQuery.capable("echo")).isEmpty());

            List<CompletableFuture<Reply>> replies = IntStream.range(0, 100)
                    .mapToObj(i -> client.submit(MessageDraft.ofType("echo").text("message " + i)))
                    .toList();

            assertThat(agents.size()).isEqualTo(1);
            assertThat(replies)
                    .map(CompletableFuture::join)
                    .allMatch(reply -> reply.getStatus() == ReplyStatus.COMPLETED)
                    .map(reply -> StandardCharsets.UTF_8
                            .decode(reply.getResult().duplicate())
                            .toString())
                    .containsExactlyElementsOf(IntStream.range(0, 100)
                            .mapToObj(i -> "message " + i)
                            .toList());
        }
    }
}
