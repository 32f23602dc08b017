package dev.swarmlog.guarantees;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.audit.Audit;
import dev.swarmlog.audit.Terms;
import dev.swarmlog.processes.AgentProcess;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.standalone.processes.ServiceProcess.Ground;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A platform in this process, two agents in processes of their own, somebody who submits, and an auditor. */
final class SmallTown implements AutoCloseable {
    private static final int AGENTS = 2;

    final MessageClient client;
    final Audit audit;
    private final Platform platform;
    private final List<AgentProcess> agents = new ArrayList<>();
    private final Set<String> worked = new HashSet<>();

    private SmallTown(Platform platform) {
        this.platform = platform;
        ClusterConfig cluster = ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl());
        client = MessageClient.connect(cluster);
        audit = Audit.of(cluster, Terms.USUAL);
    }

    /** Returns when the router knows all agents. */
    static SmallTown start(Path folder, Map<String, String> env) throws IOException {
        SmallTown town =
                new SmallTown(Platform.start(PlatformOptions.temporary().withEnv(env)));
        try {
            town.open(folder);
            return town;
        } catch (IOException | RuntimeException e) {
            town.close();
            throw e;
        }
    }

    private void open(Path folder) throws IOException {
        Ground ground = Ground.brief(folder, platform.bootstrapServers(), platform.schemaRegistryUrl());
        for (int i = 0; i < AGENTS; i++) {
            agents.add(AgentProcess.launch(ground, "agent-" + i));
        }
        agents.forEach(AgentProcess::awaitReady);
        Awaitility.await("every agent works").atMost(60, TimeUnit.SECONDS).until(() -> worked().size() == AGENTS);
    }

    private Set<String> worked() throws Exception {
        Reply reply = client.submit(AgentProcess.taking(Duration.ZERO)).get(30, TimeUnit.SECONDS);
        if (reply.getStatus() == ReplyStatus.COMPLETED) {
            worked.add(reply.getAgentId());
        }
        return worked;
    }

    AgentProcess agent(String id) {
        return agents.stream()
                .filter(agent -> agent.agentId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** What the services measure, as Prometheus reads it. */
    String metrics() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(platform.httpUrl()).resolve("/metrics"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    @Override
    public void close() {
        agents.forEach(AgentProcess::close);
        audit.close();
        client.close();
        platform.close();
    }
}
