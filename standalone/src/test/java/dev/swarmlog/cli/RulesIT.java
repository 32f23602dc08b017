package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.standalone.PlatformOptions.Listeners;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules by the command line on a whole platform: applied, seen to decide, broken, explained, removed. */
class RulesIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String[] where = {};

    @Test
    void rulesDecideWhereMessagesGo() throws Exception {
        try (Platform platform = Platform.start(
                        PlatformOptions.keeping(folder.resolve("data")).withListeners(Listeners.ANY));
                AgentHost host = AgentHost.connect(
                                ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl()))
                        .add(answering("plain", "order"), answering("express", "order.express"))
                        .start()) {
            assertThat(host.size()).isEqualTo(2);
            where = new String[] {
                "--bootstrap-servers", platform.bootstrapServers(), "--schema-registry", platform.schemaRegistryUrl()
            };
            await().atMost(SOON).until(() -> send("tin"), "plain"::equals);

            JsonNode applied = json(apply("""
                    rules:
                      - name: gold-goes-express
                        order: 10
                        when: type == 'order' && attributes.tier == 'gold'
                        capability: order.express
                      - name: no-returns
                        order: 20
                        when: payload.kind == 'return'
                        refusal: returns are closed
                    """, 0));
            assertThat(applied.path("added")).hasSize(2);
            await().atMost(SOON).until(() -> send("gold"), "express"::equals);
            assertThat(send("tin")).isEqualTo("plain");
            assertThat(run("send", "--type", "order", "--wait", "--data", "{\"kind\": \"return\"}"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("rule 'no-returns': returns are closed");

            assertThat(apply("- {name: bad, order: 1, when: \"typ == 'order'\", capability: x}", 1))
                    .contains("undeclared reference to 'typ'", "\"line\":1,\"column\":1");
            assertThat(run("rules", "list", "--json")).isZero();
            assertThat(out.toString())
                    .contains("gold-goes-express", "in effect")
                    .doesNotContain("bad");

            explains();

            assertThat(run("rules", "remove", "no-such")).isEqualTo(1);
            assertThat(apply("[]", 0, "--prune")).contains("\"removed\":[\"gold-goes-express\",\"no-returns\"]");
            await().atMost(SOON).until(() -> send("gold"), "plain"::equals);
        }
    }

    private void explains() {
        assertThat(run("rules", "explain", "--type", "order", "--attribute", "tier=gold", "--json"))
                .isZero();
        JsonNode explained = json(out.toString());
        assertThat(explained.path("rules").path(0).path("verdict").asText()).isEqualTo("matched");
        assertThat(explained.path("rules").path(1).path("verdict").asText()).isEqualTo("missing");
        assertThat(explained.path("rules").path(1).path("detail").asText()).contains("kind");
        assertThat(explained.path("rule").asText()).isEqualTo("gold-goes-express");
        assertThat(explained.path("chosen").asText()).isEqualTo("express");
        assertThat(explained.path("candidates")).hasSize(1);

        assertThat(run("rules", "explain", "--type", "order", "--data", "{\"kind\": \"return\"}"))
                .isZero();
        assertThat(out.toString()).contains("refused", "returns are closed");
        assertThat(run("rules", "explain", "--type", "unheard-of")).isZero();
        assertThat(out.toString()).contains("no agent ever had the capability");
    }

    private static Agent answering(String id, String capability) {
        return Agent.named(id)
                .capability(capability, "1.0.0")
                .concurrency(4)
                .inline(work -> Result.json("\"" + id + "\""));
    }

    private String send(String tier) {
        int code = run("send", "--type", "order", "--wait", "--json", "--attribute", "tier=" + tier);
        return code == 0 ? json(out.toString()).path("agentId").asText() : "nobody: " + err;
    }

    private String apply(String rules, int expected, String... options) throws Exception {
        Path file = Files.writeString(folder.resolve("rules.yaml"), rules);
        int code = run(Stream.concat(Stream.of("rules", "apply", file.toString(), "--json"), Arrays.stream(options))
                .toArray(String[]::new));
        assertThat(code).as(err.toString()).isEqualTo(expected);
        return out.toString();
    }

    private static JsonNode json(String text) {
        return Json.parse(text);
    }

    private int run(String... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Swarmlog.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Arrays.stream(words), Arrays.stream(where))
                        .toArray(String[]::new));
    }
}
