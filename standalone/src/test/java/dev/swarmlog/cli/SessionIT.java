package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Sessions by the command line and over HTTP on a whole platform, and the programs of the four patterns. */
class SessionIT {
    private static final Path REVIEW = Path.of("..", "examples", "sessions", "review.yaml");

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String[] where = {};

    @Test
    void sessionsAreForPeopleToo() throws Exception {
        try (Platform platform =
                Platform.start(PlatformOptions.keeping(folder.resolve("data")).withListeners(Listeners.ANY))) {
            where = new String[] {
                "--bootstrap-servers", platform.bootstrapServers(), "--schema-registry", platform.schemaRegistryUrl()
            };
            walksThrough();
            sharesWhatThereIs();
            answersHttp(platform.httpUrl());
            for (String example : new String[] {"ORCHESTRATOR_WORKER", "HIERARCHICAL", "BLACKBOARD", "MARKET"}) {
                assertThat(run("session", "example", example.toLowerCase(Locale.ROOT)))
                        .as(err.toString())
                        .isZero();
            }
            assertThat(out.toString())
                    .contains("60 trips, 2.427 t CO2e")
                    .contains("in all shops: ")
                    .contains("reads 'THE LOG IS THE PLATFORM")
                    .contains("awarded to carrier-0");
        }
    }

    /** Two reviewers of three are enough; the third comes late, and nothing opens again. */
    private void walksThrough() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "roles: {a: 0}\nphases: [{nam: x}]\n");
        assertThat(run("session", "create", wrong.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("1:12: roles.a: ").contains("2:11: phases[0]: there is no field 'nam'");
        assertThat(run("session", "create", REVIEW.toString(), "--id", "r-1")).isZero();
        assertThat(run("session", "create", REVIEW.toString(), "--id", "r-1")).isZero();
        for (String who : new String[] {"ann", "bob", "cid"}) {
            assertThat(run("session", "join", "r-1", "--as", who, "--role", "reviewer"))
                    .isZero();
        }
        assertThat(run("session", "arrive", "r-1", "read", "--as", "ann")).isEqualTo(1);
        assertThat(err.toString()).contains("NOT_OPEN");
        assertThat(run("session", "join", "r-1", "--as", "ed", "--role", "editor"))
                .isZero();
        assertThat(run("session", "join", "r-1", "--as", "eve", "--role", "editor"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("STARTED");
        assertThat(run("session", "arrive", "r-1", "read", "--as", "ann")).isZero();
        assertThat(run("session", "await", "r-1", "decide", "--wait", "100ms")).isEqualTo(1);
        assertThat(run("session", "arrive", "r-1", "read", "--as", "bob")).isZero();
        assertThat(out.toString()).contains("open: [read, decide]");
        assertThat(run("session", "await", "r-1", "decide")).isZero();
        assertThat(run("session", "arrive", "r-1", "read", "--as", "cid")).isZero();
        assertThat(run("session", "arrive", "r-1", "decide", "--as", "ed")).isZero();
        assertThat(run("session", "show", "r-1", "--events")).isZero();
        assertThat(out.toString().split("OPENED", -1)).hasSize(3);
        assertThat(run("session", "watch", "r-1", "--for", "30s")).isZero();
        assertThat(out.toString().split("OPENED", -1)).hasSize(5);
    }

    private void sharesWhatThereIs() {
        assertThat(run("session", "create", "--pattern", "orchestrator_worker", "--size", "1", "--id", "w-1"))
                .isZero();
        assertThat(run("session", "put", "w-1", "answer", "42", "--version", "0"))
                .isZero();
        assertThat(run("session", "put", "w-1", "answer", "43", "--version", "0"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("CONFLICT");
        assertThat(run("session", "get", "w-1")).isZero();
        assertThat(run("session", "join", "w-1", "--as", "a", "--role", "worker"))
                .isZero();
        assertThat(run("session", "send", "w-1", "tasks", "{\"page\":3}")).isZero();
        assertThat(run("session", "receive", "w-1", "tasks", "--as", "a")).isZero();
        assertThat(out.toString()).contains("{\"page\":3}");
        assertThat(run("session", "lease", "w-1", "printer", "--as", "a")).isZero();
        assertThat(run("session", "lease", "w-1", "printer", "--as", "a")).isEqualTo(1);
        assertThat(err.toString()).contains("HELD");
        assertThat(run("session", "renew", "w-1", "printer", "1", "--as", "a")).isZero();
        assertThat(run("session", "release", "w-1", "printer", "1", "--as", "a"))
                .isZero();
        assertThat(run("session", "close", "w-1", "tasks")).isZero();
        assertThat(run("session", "leave", "w-1", "--as", "a")).isZero();
        assertThat(run("session", "cancel", "w-1", "--reason", "enough")).isZero();
        assertThat(run("session", "end", "w-1")).isEqualTo(1);
        assertThat(run("session", "show", "w-1")).isZero();
        assertThat(out.toString()).contains("because  enough");
        assertThat(run("session", "list", "--state", "cancelled", "--json")).isZero();
        assertThat(run("session", "show", "nobody")).isEqualTo(1);
    }

    private void answersHttp(String url) throws Exception {
        assertThat(post(url + "/sessions", "{\"plan\":{\"roles\":{\"x\":0}}}").statusCode())
                .isEqualTo(400);
        assertThat(post(url + "/sessions", "{\"sessionId\":\"h-1\",\"plan\":{\"roles\":{\"x\":1}}}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(post(url + "/sessions/h-1/join", "{\"participant\":\"a\",\"role\":\"x\"}")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> put = post(url + "/sessions/h-1/put", "{\"key\":\"k\",\"value\":{\"a\":1},\"version\":0}");
        assertThat(Json.parse(put.body()).path("number").asLong()).isEqualTo(1);
        assertThat(post(url + "/sessions/h-1/put", "{\"key\":\"k\",\"value\":2,\"version\":0}"))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(409))
                .satisfies(refused -> assertThat(refused.body()).contains("\"refusal\":\"CONFLICT\""));
        JsonNode board = Json.parse(get(url + "/sessions/h-1/board").body());
        assertThat(board.path("entries").path(0).path("value").path("a").asInt())
                .isEqualTo(1);
        String large = "{\"key\":\"k\",\"value\":\"" + "x".repeat(1_500_000) + "\"}";
        assertThat(post(url + "/sessions/h-1/put", large).statusCode()).isEqualTo(400);
        assertThat(post(url + "/sessions/nobody/join", "{\"participant\":\"a\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(url + "/sessions/h-1/end", "").statusCode()).isEqualTo(200);
        assertThat(get(url + "/sessions/h-1/events?after=1").body())
                .contains("\"kind\":\"JOINED\"", "\"value\":{\"a\":1}", "\"kind\":\"ENDED\"")
                .doesNotContain("CREATED");
        assertThat(get(url + "/sessions/nobody/events").statusCode()).isEqualTo(404);
        assertThat(get(url + "/sessions/nobody").statusCode()).isEqualTo(404);
        JsonNode all = Json.parse(get(url + "/sessions?limit=2").body());
        assertThat(all.path("sessions")).hasSize(2);
        assertThat(all.path("next").asText()).isEqualTo("r-1");
    }

    private HttpResponse<String> post(String url, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private int run(String... command) {
        CommandLine line =
                Swarmlog.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(Stream.concat(Stream.of(command), Stream.of(where)).toArray(String[]::new));
    }
}
