package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.examples.carbon.CarbonAgents;
import dev.swarmlog.examples.carbon.Suppliers;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.standalone.PlatformOptions.Listeners;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Swarms by the command line and over HTTP on a whole platform: run, shown, stopped; by agents, and what they brought. */
class SwarmIT {
    private static final Path EXAMPLES = Path.of("..", "examples", "swarms");
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final HttpClient http = HttpClient.newHttpClient();
    private String[] where = {};

    @Test
    void swarmsRunToTheirEnds() throws Exception {
        try (Platform platform = Platform.start(
                        PlatformOptions.keeping(folder.resolve("data")).withListeners(Listeners.ANY));
                AgentHost host = AgentHost.connect(
                                ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl()))
                        .add(CarbonAgents.in("north", "n", 4))
                        .add(CarbonAgents.in("south", "s", 4))
                        .add(CarbonAgents.in("west", "w", 4))
                        .start()) {
            assertThat(host.size()).isEqualTo(12);
            where = new String[] {
                "--bootstrap-servers", platform.bootstrapServers(), "--schema-registry", platform.schemaRegistryUrl()
            };
            assertRunsAndShows();
            assertIsDoneByAgents();
            assertBringsInWork();
            assertAnswersHttp(platform.httpUrl());
        }
    }

    private void assertRunsAndShows() throws Exception {
        String search = EXAMPLES.resolve("rosenbrock.yaml").toString();
        assertThat(run("swarm", "run", search, "--id", "a", "--seed", "3", "--wait"))
                .isZero();
        JsonNode first = Json.parse(out.toString());
        assertThat(first.path("state").asText()).isEqualTo("CONVERGED");
        assertThat(run("swarm", "run", search, "--id", "b", "--seed", "3", "--wait"))
                .isZero();
        assertThat(Json.parse(out.toString()).path("point")).isEqualTo(first.path("point"));

        assertThat(run("swarm", "run", search, "--id", "a", "--wait")).isEqualTo(1);
        assertThat(err.toString()).contains("there is a swarm 'a' already");
        assertThat(run("swarm", "show", "a")).isZero();
        assertThat(out.toString()).contains("TARGET", "best", "curve");

        String flock = EXAMPLES.resolve("flock.yaml").toString();
        assertThat(run("swarm", "run", flock, "--id", "birds")).isZero();
        await().atMost(SOON).until(() -> run("swarm", "stop", "birds", "--comment", "enough") == 0);
        assertThat(run("swarm", "list", "--state", "stopped")).isZero();
        assertThat(out.toString()).contains("birds").doesNotContain("rosenbrock");
        assertThat(run("swarm", "forget", "birds")).isZero();
        assertThat(run("swarm", "stop", "birds")).isEqualTo(1);
        assertThat(err.toString()).contains("'birds' is not known");
    }

    private void assertIsDoneByAgents() throws Exception {
        Path remote = Files.writeString(
                folder.resolve("remote.yaml"),
                Files.readString(EXAMPLES.resolve("remote-rosenbrock.yaml"))
                        .replace("dimensions: 10", "dimensions: 2")
                        .replace("particles: 1000", "particles: 100"));
        assertThat(run("swarm", "run", remote.toString(), "--id", "remote", "--wait"))
                .as("%s", err)
                .isZero();
        assertThat(Json.parse(out.toString()).path("measure").asDouble()).isLessThan(1e-3);
    }

    private void assertBringsInWork() throws Exception {
        Suppliers suppliers = new Suppliers(7);
        Path items = Files.write(
                folder.resolve("suppliers.jsonl"),
                IntStream.range(0, 2_000).mapToObj(suppliers::supplier).toList());
        String carbon = EXAMPLES.resolve("carbon.yaml").toString();

        assertThat(run("swarm", "run", carbon, "--id", "c", "--items", items.toString(), "--load", "50", "--wait"))
                .as("%s", err)
                .isZero();

        assertThat(Json.parse(out.toString()).path("reason").asText()).isEqualTo("FINISHED");
        assertThat(run("swarm", "results", "c", "--verify")).as("%s", err).isZero();
        assertThat(out.toString()).contains("2000 items, each accounted for once: 2000 done, 0 set aside");
        assertThat(run("swarm", "results", "c")).isZero();
        assertThat(out.toString().lines()).hasSize(2_000).allMatch(line -> line.contains("\"totalKg\":"));
        assertThat(run("swarm", "show", "c")).isZero();
        assertThat(out.toString()).contains("TRAILS", "north");
    }

    private void assertAnswersHttp(String url) throws Exception {
        HttpResponse<String> wrong = send(HttpRequest.newBuilder(URI.create(url + "/swarms"))
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString("kind: Swarm\n")));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(Json.parse(wrong.body()).path("errors").size()).isGreaterThan(1);

        HttpResponse<String> begun = send(HttpRequest.newBuilder(URI.create(url + "/swarms?id=h&seed=5"))
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(Files.readString(EXAMPLES.resolve("spread.yaml")))));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        await().atMost(SOON).until(() -> get(url + "/swarms/h").path("state").asText(), "CONVERGED"::equals);
        assertThat(get(url + "/swarms/h").path("curve").path("measures").size()).isPositive();
        assertThat(get(url + "/swarms?state=CONVERGED&limit=2").path("swarms").size())
                .isEqualTo(2);
        assertThat(get(url + "/swarms/nobody").path("status").asInt()).isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(URI.create(url + "/swarms/h/stop"))
                                .POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(409);
        assertThat(send(HttpRequest.newBuilder(URI.create(url + "/swarms/h")).DELETE())
                        .statusCode())
                .isEqualTo(204);
    }

    private JsonNode get(String url) throws Exception {
        return Json.parse(send(HttpRequest.newBuilder(URI.create(url))).body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(SOON).build(), BodyHandlers.ofString());
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(where));
        return Swarmlog.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
