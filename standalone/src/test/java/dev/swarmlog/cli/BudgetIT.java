package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.budgets.BudgetClient;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.standalone.PlatformOptions.Listeners;
import dev.swarmlog.v1.BudgetAmounts;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetCommandKind;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
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
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets by the command line, HTTP, a program and sagas on a whole platform; set, spent, asked for, seen, and kept. */
class BudgetIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ACME = """
        apiVersion: swarmlog.dev/v1
        kind: Budget
        metadata: {name: acme}
        spec:
          limit: {tokens: 1000}
          atLimit: {do: ASK, within: 1m}
          below:
            cheap: {limit: {tokens: 50}, atLimit: {do: DEGRADE, capability: small, percent: 20}}
            tight: {limit: {tokens: 10}}
        """;

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String[] where = {};

    @Test
    void nobodySpendsWhatNoBudgetGrants() throws Exception {
        PlatformOptions options =
                PlatformOptions.keeping(folder.resolve("data")).withListeners(Listeners.ANY);
        try (Platform platform = Platform.start(options);
                AgentHost host = AgentHost.connect(at(platform))
                        .add(model("large"), model("small"))
                        .start();
                BudgetClient client = BudgetClient.connect(at(platform))) {
            assertThat(host.size()).isEqualTo(2);
            where = new String[] {
                "--bootstrap-servers", platform.bootstrapServers(), "--schema-registry", platform.schemaRegistryUrl()
            };
            isSet();
            sagasSpend();
            peopleAreAsked(client);
            answersHttp(platform.httpUrl());
        }
        try (Platform again = Platform.start(options)) {
            where = new String[] {
                "--bootstrap-servers", again.bootstrapServers(), "--schema-registry", again.schemaRegistryUrl()
            };
            await().atMost(SOON)
                    .until(
                            () -> http("GET", again.httpUrl() + "/budgets/acme", "")
                                    .body(),
                            text -> text.contains("\"tokens\":" + spent()));
            try (BudgetClient client = BudgetClient.connect(at(again))) {
                assertThat(ask(client, reserve("r1", "acme", 1)).getError()).contains("it is settled already");
            }
        }
    }

    private static ClusterConfig at(Platform platform) {
        return ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl());
    }

    /** 30 by the large model, 6 by the small one; then what a program and a person spend. */
    private static long spent() {
        return 30 + 6 + 400 + 700;
    }

    private Agent model(String name) {
        return Agent.named("model-" + name).capability(name, "1.0.0").handler(work -> {
            asked.add(name);
            return Result.json("\"" + name + "\"").using(0, name.equals("large") ? 30 : 6, 0);
        });
    }

    private void isSet() throws Exception {
        Path file = Files.writeString(folder.resolve("acme.yaml"), ACME);
        assertThat(run("budget", "set", file.toString())).as(err.toString()).isZero();
        assertThat(run(
                        "budget",
                        "set",
                        Files.writeString(folder.resolve("bad.yaml"), ACME.replace("ASK", "BEG"))
                                .toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("bad.yaml:6:", "STOP is expected, found 'BEG'");
        await().atMost(SOON).until(() -> shown("list"), text -> text.contains("acme"));
        assertThat(run("budget", "show", "nobody")).isEqualTo(1);
        assertThat(run("budget", "approve", "acme", "nothing")).isEqualTo(1);
        assertThat(err.toString()).contains("budget acme: no reservation nothing is known");
    }

    private void sagasSpend() throws Exception {
        saga("frugal", "acme/cheap", 40);
        saga("greedy", "acme/tight", 40);
        saga("unknown", "nobody", 1);

        await().atMost(SOON).until(() -> run("saga", "start", "frugal", "--wait"), code -> code == 0);
        assertThat(out.toString()).contains("large");
        assertThat(run("saga", "start", "frugal", "--wait")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("small");
        assertThat(run("saga", "start", "greedy", "--wait")).isEqualTo(1);
        assertThat(out.toString() + err).contains("budget acme/tight has no room: 30 tokens too few");
        assertThat(run("saga", "start", "unknown", "--wait")).isEqualTo(1);
        assertThat(out.toString() + err).contains("there is no budget nobody");
        assertThat(asked).containsExactly("large", "small");
        await().atMost(SOON)
                .until(() -> shown("show", "acme"), text -> text.contains("agent model-large used tokens 30"));
    }

    private void saga(String name, String budget, int tokens) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), """
            apiVersion: swarmlog.dev/v1
            kind: Saga
            metadata: {name: %s, version: 1.0.0}
            spec: {budget: {name: %s, reserve: {tokens: %d}}}
            steps:
              think: {task: large, timeout: 15s, retry: {attempts: 1}}
            """.formatted(name, budget, tokens));
        assertThat(run("saga", "deploy", file.toString())).as(err.toString()).isZero();
    }

    private void peopleAreAsked(BudgetClient client) throws Exception {
        assertThat(ask(client, reserve("r1", "acme", 400)).getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(ask(
                                client,
                                command(BudgetCommandKind.SETTLE, "r1")
                                        .setTokensIn(100)
                                        .setTokensOut(300))
                        .getStatus())
                .isEqualTo(ReplyStatus.COMPLETED);
        assertThat(ask(client, reserve("r2", "acme", 700)).getStatus()).isEqualTo(ReplyStatus.PARTIAL);
        await().atMost(SOON).until(() -> shown("show", "acme"), text -> text.contains("waits for approval"));
        assertThat(run("budget", "approve", "acme", "r2")).as(err.toString()).isZero();
        assertThat(ask(client, reserve("r2", "acme", 700)).getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        ask(client, command(BudgetCommandKind.SETTLE, "r2").setTokensIn(700));
        await().atMost(SOON)
                .until(
                        () -> shown("show", "acme", "--json"),
                        text -> text.contains("\"spent\":{\"tokens\":" + spent()));
    }

    private static BudgetCommand.Builder command(BudgetCommandKind kind, String id) {
        return BudgetCommand.newBuilder()
                .setKind(kind)
                .setBudget("acme")
                .setReservationId(id)
                .setSentAtMs(0);
    }

    private static BudgetCommand.Builder reserve(String id, String path, long tokens) {
        return command(BudgetCommandKind.RESERVE, id).setPath(path).setAmounts(new BudgetAmounts(tokens, 0L, 1L, 0L));
    }

    private static Reply ask(BudgetClient client, BudgetCommand.Builder command) throws Exception {
        return client.ask(command).get(10, TimeUnit.SECONDS);
    }

    private static void answersHttp(String url) throws Exception {
        assertThat(http("GET", url + "/budgets", "").body()).contains("\"path\":\"acme\"");
        String web = ACME.replace("acme", "web").replace("{do: ASK, within: 1m}", "STOP");
        assertThat(http("PUT", url + "/budgets/web", web).body()).contains("DONE");
        assertThat(http("PUT", url + "/budgets/web", "kind: Budget").statusCode())
                .isEqualTo(400);
        String reservations = url + "/budgets/web/reservations";
        HttpResponse<String> granted =
                http("POST", reservations, "{\"reservationId\":\"w1\",\"amounts\":{\"tokens\":900}}");
        assertThat(granted.body()).contains("GRANTED");
        assertThat(http("POST", reservations, "{\"reservationId\":\"w2\",\"amounts\":{\"tokens\":200}}")
                        .statusCode())
                .isEqualTo(402);
        assertThat(http("POST", url + "/budgets/web/settlements", "{\"reservationId\":\"w1\",\"tokensOut\":10}")
                        .body())
                .contains("DONE");
        assertThat(http("POST", url + "/budgets/web/approvals", "{\"reservationId\":\"w1\",\"approved\":true}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(http("DELETE", url + "/budgets/web", "").body()).contains("DONE");
        await().atMost(SOON).until(() -> http("GET", url + "/budgets/web", "").statusCode(), code -> code == 404);
    }

    private static HttpResponse<String> http(String verb, String uri, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(uri))
                            .method(verb, BodyPublishers.ofString(body))
                            .header("Content-Type", verb.equals("PUT") ? "application/yaml" : "application/json")
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private String shown(String... command) {
        run(Stream.concat(Stream.of("budget"), Arrays.stream(command)).toArray(String[]::new));
        return out.toString();
    }

    private int run(String... command) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all =
                Stream.concat(Arrays.stream(command), Arrays.stream(where)).toArray(String[]::new);
        return Swarmlog.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
