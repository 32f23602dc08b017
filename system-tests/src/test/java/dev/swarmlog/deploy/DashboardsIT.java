package dev.swarmlog.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import dev.swarmlog.v1.SagaDefinition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every panel of every dashboard shows data of a platform that works, asked through a real Prometheus. */
final class DashboardsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SHOUT = """
            apiVersion: swarmlog.dev/v1
            kind: Saga
            metadata: {name: shout, version: 1.0.0}
            steps:
              shout: {task: echo}
            """;

    @TempDir
    Path folder;

    @Test
    void everyPanelShowsDataOfAWorkingPlatform() throws Exception {
        Map<String, String> expressions = expressions();
        assertThat(expressions).hasSizeGreaterThan(5);

        try (Platform platform = Platform.start(PlatformOptions.temporary());
                Prometheus prometheus = Prometheus.scraping(URI.create(platform.httpUrl()), folder);
                AgentHost _ = AgentHost.connect(cluster(platform)).add(echo()).start();
                MessageClient client = MessageClient.connect(cluster(platform));
                SagaClient sagas = SagaClient.connect(cluster(platform));
                HttpClient http = HttpClient.newHttpClient()) {
            URI agents = URI.create(platform.httpUrl() + "/agents");
            deploySaga(cluster(platform));
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(sagas.ask(SagaCommand.newBuilder()
                                .setKind(SagaCommandKind.START)
                                .setSagaId(sagas.freshId())
                                .setName("shout")))
                        .succeedsWithin(PATIENCE);
                assertThat(client.send(MessageDraft.ofType("echo").json("{}"))).succeedsWithin(PATIENCE);
                http.send(HttpRequest.newBuilder(agents).build(), HttpResponse.BodyHandlers.discarding());
                assertThat(empty(expressions, prometheus)).isEmpty();
            });
        }
    }

    private static void deploySaga(ClusterConfig cluster) {
        try (LogWriter log = LogWriter.open(cluster, "dashboards", 0)) {
            log.to(cluster.wire().topics().sagaDefinitions)
                    .send(
                            "shout@1.0.0",
                            new SagaDefinition("shout", "1.0.0", "application/yaml", SHOUT, "", "test", 1L),
                            (_, _) -> {});
            log.flush();
        }
    }

    /** The panels that show nothing, and what they ask. */
    private static List<String> empty(Map<String, String> expressions, Prometheus prometheus)
            throws InterruptedException {
        List<String> empty = new ArrayList<>();
        for (Map.Entry<String, String> panel : expressions.entrySet()) {
            if (prometheus.values(panel.getValue()).stream()
                    .noneMatch(value -> Double.isFinite(Double.parseDouble(value)))) {
                empty.add(panel.getKey() + ": " + panel.getValue());
            }
        }
        return empty;
    }

    private static Map<String, String> expressions() {
        Map<String, String> expressions = new TreeMap<>();
        for (Path file : Checkout.filesBelow("deploy/grafana/dashboards")) {
            for (Node panel : Checkout.yaml(file.toString()).at("panels").items()) {
                for (Node target : panel.at("targets").items()) {
                    expressions.put(
                            file.getFileName() + ", " + panel.at("title").text() + ", "
                                    + target.at("refId").text(),
                            target.at("expr").text());
                }
            }
        }
        return expressions;
    }

    private static ClusterConfig cluster(Platform platform) {
        return ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl());
    }

    private static Agent echo() {
        return Agent.named("echo").capability("echo", "1.0.0").inline(context -> Result.json("1"));
    }
}
