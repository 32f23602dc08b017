package dev.swarmlog.improve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.processes.FourServices;
import dev.swarmlog.sagas.Deployment;
import dev.swarmlog.standalone.processes.ServiceProcess;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two definitions cut their agents short. Longer timeouts are proposed, approved, and tried by half of the new sagas, while
 * the coordinator is killed with -9: one change helps and stays, the other makes sagas take longer and is rolled back.
 */
@Tag("long")
class ImprovementIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration EACH = Duration.ofMillis(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TRIAL_RUNS = 80;
    private static final int KILLED_AFTER = 5;
    private static final int AFTERWARDS = 5;

    /** An attempt that is cut short costs a long pause here, and next to none there. */
    private static final Map<String, String> PAUSES = Map.of("helped", "6s", "harmed", "20ms");

    private static final Map<String, String> AFTER = Map.of("helped", "1.0.0-improve.1", "harmed", "1.0.0");

    @TempDir
    Path folder;

    private final Set<String> begun = ConcurrentHashMap.newKeySet();
    private final List<CompletableFuture<Reply>> ends = new ArrayList<>();

    @Test
    void changesAreTriedAndStayOrGoThoughTheCoordinatorIsKilledMeanwhile() throws Exception {
        try (FourServices services = FourServices.start(
                        folder, Map.of("SWARMLOG_COORDINATOR_TRIAL_RUNS", String.valueOf(TRIAL_RUNS)));
                AgentHost host =
                        AgentHost.connect(services.cluster()).add(worker()).start();
                SagaClient client = SagaClient.connect(services.cluster())) {
            assertThat(host.size()).isEqualTo(1);
            PAUSES.forEach((name, pause) -> Deployment.deploy(services.cluster(), definition(name, pause)));
            tryBoth(client, services.engine(), services.coordinator());
        }
    }

    private void tryBoth(SagaClient client, ServiceProcess engine, ServiceProcess coordinator) throws Exception {
        startUntil(client, () -> assertThat(proposed(coordinator)).containsOnlyKeys(PAUSES.keySet()));
        Map<String, String> ids = proposed(coordinator);
        for (String id : ids.values()) {
            HttpResponse<String> answer = coordinator.post("/improvements/" + id + "/approve", "{\"permille\": 500}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }
        String helped = "/improvements/" + ids.get("helped");
        String harmed = "/improvements/" + ids.get("harmed");
        startUntil(client, () -> assertThat(tried(coordinator, helped)).isGreaterThanOrEqualTo(KILLED_AFTER));
        assertThat(state(coordinator, helped)).isEqualTo("TRYING");

        coordinator.process().kill();
        coordinator.process().restart();
        startUntil(client, () -> {
            assertThat(state(coordinator, helped)).isEqualTo("PROMOTED");
            assertThat(state(coordinator, harmed)).isEqualTo("ROLLED_BACK");
        });

        assertThat(tried(coordinator, helped)).isGreaterThanOrEqualTo(TRIAL_RUNS);
        assertVersions(client, engine);
        for (CompletableFuture<Reply> end : ends) {
            Reply reply = end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(reply.getStatus()).as(reply.getError()).isEqualTo(ReplyStatus.COMPLETED);
        }
        System.out.printf(
                "%d sagas, all completed; helped: %s; harmed: %s%n",
                ends.size(), why(coordinator, helped), why(coordinator, harmed));
    }

    /** All take what stayed, none what was rolled back, once the engine has heard of both. */
    private void assertVersions(SagaClient client, ServiceProcess engine) throws Exception {
        Awaitility.await("the engine has heard")
                .atMost(PATIENCE)
                .until(() -> nextVersions(client, engine).equals(AFTER));

        for (int i = 0; i < AFTERWARDS; i++) {
            assertThat(nextVersions(client, engine)).isEqualTo(AFTER);
        }
    }

    /** By which version one more of each begins. */
    private Map<String, String> nextVersions(SagaClient client, ServiceProcess engine) throws Exception {
        Map<String, String> versions = new HashMap<>();
        for (int each = 0; each < PAUSES.size(); each++) {
            int i = ends.size();
            start(client);
            ends.get(i).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            JsonNode saga = JSON.readTree(engine.get("/sagas/" + sagaId(i)).body());
            versions.put(name(i), saga.path("version").asText());
        }
        return versions;
    }

    /** So many attempts that no saga is given up where the machine stands still for some seconds. */
    private static String definition(String name, String pause) {
        return """
            apiVersion: swarmlog.dev/v1
            kind: Saga
            metadata: {name: %s, version: 1.0.0}
            steps:
              work: {task: work, timeout: 1s, retry: {attempts: 50, initial: %s, multiplier: 1}}
            """.formatted(name, pause);
    }

    /** What is done for the first time takes longer than its timeout, but for some of it, which takes nearly as long. */
    private Agent worker() {
        return Agent.named("worker")
                .capability("work", "1.0.0")
                .concurrency(200)
                .handler(work -> {
                    if (begun.add(work.text())) {
                        Thread.sleep(firstMs(work));
                    }
                    return Result.json("true");
                });
    }

    private static long firstMs(HandlerContext work) throws Exception {
        return JSON.readTree(work.text()).path("i").asInt() / 2 % 5 == 0 ? 850 : 1_600;
    }

    /** Load goes on while it is waited for. */
    private void startUntil(SagaClient client, ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(EACH)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    start(client);
                    assertion.run();
                });
    }

    private void start(SagaClient client) {
        int i = ends.size();
        ends.add(client.ask(SagaCommand.newBuilder()
                .setKind(SagaCommandKind.START)
                .setSagaId(sagaId(i))
                .setName(name(i))
                .setJson("{\"i\": " + i + "}")
                .setSentAtMs(0)));
    }

    private static String sagaId(int i) {
        return name(i) + "-" + i;
    }

    private static String name(int i) {
        return i % 2 == 0 ? "helped" : "harmed";
    }

    /** The ids of what is proposed, by the name of the definition. */
    private static Map<String, String> proposed(ServiceProcess coordinator) throws Exception {
        Map<String, String> ids = new HashMap<>();
        for (JsonNode each : told(coordinator, "/improvements?state=PROPOSED")) {
            ids.put(each.path("name").asText(), each.path("id").asText());
        }
        return ids;
    }

    private static String state(ServiceProcess coordinator, String improvement) throws Exception {
        return told(coordinator, improvement).path("state").asText();
    }

    private static long tried(ServiceProcess coordinator, String improvement) throws Exception {
        return told(coordinator, improvement).path("tried").path("runs").asLong();
    }

    private static String why(ServiceProcess coordinator, String improvement) throws Exception {
        return told(coordinator, improvement)
                .path("history")
                .path(2)
                .path("why")
                .asText();
    }

    private static JsonNode told(ServiceProcess coordinator, String path) throws Exception {
        return JSON.readTree(coordinator.get(path).body());
    }
}
