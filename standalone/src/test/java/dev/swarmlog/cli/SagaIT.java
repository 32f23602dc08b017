package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.standalone.PlatformOptions.Listeners;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Sagas by the command line on a whole platform: deployed, started, undone, signalled, shown, and proven. */
class SagaIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ORDER = """
        apiVersion: swarmlog.dev/v1
        kind: Saga
        metadata: {name: order, version: 1.0.0}
        spec: {input: {type: object}}
        steps:
          reserve: {task: reserve, compensate: {task: release}}
          hear: {kind: WAIT_SIGNAL, signal: paid, after: reserve}
          ship: {task: ship, after: hear, input: "${input}", compensate: {task: unship}}
        """;

    @TempDir
    private Path folder;

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String[] where = {};

    @Test
    void sagasRunToTheirEnds() throws Exception {
        try (Platform platform = Platform.start(
                        PlatformOptions.keeping(folder.resolve("data")).withListeners(Listeners.ANY));
                AgentHost host = AgentHost.connect(
                                ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl()))
                        .add(doing("reserve"), doing("release"), doing("unship"), shipping())
                        .start()) {
            assertThat(host.size()).isEqualTo(4);
            where = addressesOf(platform);
            Path file = Files.writeString(folder.resolve("order.yaml"), ORDER);
            assertThat(run("saga", "deploy", file.toString())).isZero();
            assertThat(run("saga", "deploy", file.toString())).isZero();
            assertThat(out.toString()).contains("unchanged");

            assertThat(run("saga", "start", "order", "--id", "good", "--input", "{\"ok\":true}"))
                    .isZero();
            await().atMost(SOON).until(() -> done.contains("reserve"));
            CompletableFuture<List<String>> followed = followed(platform.httpUrl() + "/sagas/good/changes");
            signal("good");
            await().atMost(SOON).until(() -> state("good"), "COMPLETED"::equals);
            assertThat(followed).succeedsWithin(SOON).satisfies(SagaIT::isToldToItsEnd);

            assertThat(run("saga", "start", "order", "--id", "bad", "--input", "{\"ok\":false}"))
                    .isZero();
            signal("bad");
            await().atMost(SOON).until(() -> state("bad"), "COMPENSATED"::equals);
            assertThat(done).contains("release");

            assertStopsWhatRuns(platform.httpUrl());
            assertThat(run("saga", "start", "order", "--id", "good", "--wait")).isZero();
            assertThat(out.toString()).contains("shipped");
            assertThat(run("saga", "start", "nothing", "--wait")).isEqualTo(1);
            assertThat(err.toString()).contains("no definition of 'nothing'");
            assertThat(run("saga", "cancel", "nobody")).isEqualTo(1);
            assertThat(err.toString()).contains("no saga 'nobody'");
            assertThat(run("saga", "signal", "good", "paid")).isEqualTo(1);
            assertThat(err.toString()).contains("saga good: it has ended");
            assertThat(run("saga", "start", "order", "--id", "flawed", "--input", "[1]", "--wait"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("saga flawed: input: object is expected, found a list of 1");

            assertIsShown();
            assertResets();
            assertAnswersHttp(platform.httpUrl());
            assertThat(run("saga", "list", "--state", "completed", "--json")).isZero();
            assertThat(out.toString()).contains("good").doesNotContain("bad");
            assertThat(run("audit", "verify")).isZero();
            assertThat(out.toString()).contains("5 chains are whole, 0 are broken");
        }
    }

    /** Long before the minute after which a person would be asked what became of it. */
    private void assertStopsWhatRuns(String url) throws Exception {
        done.clear();
        assertThat(run("saga", "start", "order", "--id", "late", "--input", "{\"ok\":true,\"long\":true}"))
                .isZero();
        signal("late");
        await().atMost(SOON).until(() -> done.contains("long"));
        assertThat(run("saga", "cancel", "late", "--reason", "changed my mind")).isZero();
        await().atMost(SOON).until(() -> state("late"), "CANCELLED"::equals);
        assertThat(done).contains("long", "stopped", "release").doesNotContain("unship");
        assertThat(run("withdraw", "late/0/2/f1", "--reason", "too late")).isEqualTo(1);
        assertThat(err.toString()).contains("it is REJECTED, no message of this id is under way");
        await().atMost(SOON).until(() -> http(url + "/metrics", ""), text -> text.contains("router_in_flight 0.0"));
    }

    private void assertIsShown() throws Exception {
        assertThat(run("saga", "show", "bad")).isZero();
        assertThat(out.toString()).contains("COMPENSATED", "no lorry", "undo", "does-release");
        assertThat(run("saga", "show", "bad", "--events")).isZero();
        assertThat(out.toString()).contains("UNDO_SUCCEEDED");
        assertThat(run("saga", "show", "bad", "--mermaid")).isZero();
        assertThat(out.toString()).contains("flowchart LR", "s0 --> s1", ":::undone");
        Path picture = folder.resolve("bad.svg");
        assertThat(run("saga", "show", "bad", "--svg", picture.toString())).isZero();
        assertThat(picture).content().contains("<svg", "reserve", "undone");
        assertThat(run("saga", "show", "bad", "--mermaid", "--events")).isEqualTo(2);
        assertThat(run("saga", "show", "nobody")).isEqualTo(1);
        assertThat(err.toString()).contains("no saga 'nobody'");
    }

    private void assertResets() {
        assertThat(run("saga", "reset", "bad", "--to", "99")).isEqualTo(1);
        assertThat(err.toString()).contains("a version of 1 to", "of saga bad is expected, found '99'");
        done.clear();
        assertThat(run("saga", "reset", "bad", "--to", "2", "--as", "again")).isZero();
        await().atMost(SOON).until(() -> done.contains("reserve"));
        assertThat(run("saga", "rebuild", "again")).isEqualTo(1);
        assertThat(err.toString()).contains("its checkpoint is in order");
        assertThat(run("saga", "cancel", "again")).isZero();
        await().atMost(SOON).until(() -> state("again"), "CANCELLED"::equals);
    }

    private static void assertAnswersHttp(String url) throws Exception {
        assertThat(http(url + "/sagas", "{\"name\":\"nothing\"}")).contains("no definition of 'nothing'");
        assertThat(http(url + "/sagas", "{\"name\":\"order\",\"sagaId\":\"web\",\"input\":{\"ok\":true}}"))
                .contains("\"sagaId\":\"web\"", "RUNNING");
        assertThat(http(url + "/sagas/web/signal", "{\"signal\":\"paid\"}")).contains("web");
        assertThat(http(url + "/sagas", "{\"name\":\"order\",\"sagaId\":\"web\",\"waitMs\":20000}"))
                .contains("shipped");
        assertThat(http(url + "/sagas/web/reset", "{\"to\":99}")).contains("a version of 1 to");
        assertThat(http(url + "/sagas/nobody/reset", "{\"to\":1}")).contains("no event of saga 'nobody'");
        assertThat(http(url + "/sagas?state=completed&name=order", ""))
                .contains("\"good\"", "\"web\"")
                .doesNotContain("bad");
    }

    /** The lines of a stream of events; it ends when the saga does. */
    private static CompletableFuture<List<String>> followed(String uri) {
        await().atMost(SOON).until(() -> http(uri.replace("/changes", ""), ""), text -> text.contains("RUNNING"));
        HttpClient client = HttpClient.newHttpClient();
        return client.sendAsync(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofLines())
                .thenApply(answer -> answer.body().toList())
                .whenComplete((lines, failure) -> client.shutdown());
    }

    private static void isToldToItsEnd(List<String> lines) {
        List<Long> versions = lines.stream()
                .filter(line -> line.startsWith("id: "))
                .map(line -> Long.parseLong(line.substring("id: ".length())))
                .toList();
        List<String> states = lines.stream()
                .filter(line -> line.startsWith("data: "))
                .map(line -> Json.parse(line.substring("data: ".length()))
                        .path("state")
                        .asText())
                .toList();
        assertThat(versions).as("%s", lines).hasSizeGreaterThan(1).isSorted().doesNotHaveDuplicates();
        assertThat(states).as("%s", lines).startsWith("RUNNING").endsWith("COMPLETED");
    }

    /** Posts, where there is something to post. */
    private static String http(String uri, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            body.isEmpty()
                                    ? request.build()
                                    : request.POST(BodyPublishers.ofString(body))
                                            .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static String[] addressesOf(Platform platform) {
        return new String[] {
            "--bootstrap-servers", platform.bootstrapServers(), "--schema-registry", platform.schemaRegistryUrl()
        };
    }

    private void signal(String id) {
        await().atMost(SOON).until(() -> run("saga", "signal", id, "paid"), code -> code == 0);
    }

    private String state(String id) {
        run("saga", "show", id, "--json");
        JsonNode shown = Json.parse(out.toString().isBlank() ? "{}" : out.toString());
        return shown.path("state").asText();
    }

    private Agent doing(String what) {
        return Agent.named("does-" + what).capability(what, "1.0.0").handler(work -> {
            done.add(what);
            return Result.json("{\"did\":\"" + what + "\"}");
        });
    }

    private Agent shipping() {
        return Agent.named("ships").capability("ship", "1.0.0").handler(work -> {
            if (work.text().contains("false")) {
                throw AgentFailure.nonRetryable("no lorry");
            }
            if (work.text().contains("long")) {
                done.add("long");
                await().atMost(SOON).until(work::isWithdrawn);
                done.add("stopped");
                throw AgentFailure.retryable("stopped on the way to the lorry");
            }
            return Result.json("{\"shipped\":true}");
        });
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(where));
        CommandLine line = Swarmlog.commandLine();
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
