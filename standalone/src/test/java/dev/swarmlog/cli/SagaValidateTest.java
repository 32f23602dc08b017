package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.cli.view.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SagaValidateTest {
    private static final String HEAD = "apiVersion: swarmlog.dev/v1\nkind: Saga\nmetadata: {name: a, version: 1.0.0}\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatIsRightIsNamed() throws IOException {
        Path file = file("right.yaml", HEAD + "steps: {a: {task: t}}\n");

        assertThat(run("saga", "validate", file.toString())).isZero();
        assertThat(out.toString()).startsWith(file + ": a@1.0.0, 1 steps, ");
    }

    @Test
    void whatIsWrongIsToldWithItsPlaceAsCompilersDo() throws IOException {
        Path right = file("right.yaml", HEAD + "steps: {a: {task: t}}\n");
        Path wrong = file("wrong.yaml", HEAD + "steps:\n  a: {tsk: t}\n  b: {task: t, timeout: soon}\n");

        assertThat(run("saga", "validate", right.toString(), wrong.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        wrong + ":5:7: a: there is no field 'tsk' here; did you mean 'task'?",
                        wrong + ":6:25: b: timeout: a duration like 30s, 5m or 1h30m is expected, found 'soon'");
    }

    @Test
    void programsAreToldInJson() throws IOException {
        Path wrong = file("wrong.json", "{\"kind\": \"Saga\"}");

        assertThat(run("saga", "validate", "--json", wrong.toString())).isEqualTo(1);
        JsonNode json = Json.parse(out.toString());
        assertThat(json.path("wrong").asInt()).isEqualTo(1);
        assertThat(json.path("files")
                        .path(0)
                        .path("problems")
                        .path(0)
                        .path("message")
                        .asText())
                .isEqualTo("swarmlog.dev/v1 is expected, found nothing");
    }

    @Test
    void aFileThatIsNotThereIsWrongUsage() {
        assertThat(run("saga", "validate", folder.resolve("none.yaml").toString()))
                .isEqualTo(2);
        assertThat(run("saga", "validate")).isEqualTo(2);
        assertThat(err.toString()).contains("none.yaml", "FILE");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(String... words) {
        return Swarmlog.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
