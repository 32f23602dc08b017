package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.cli.view.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as its user runs it: a process of its own, which must leave nothing behind. */
class DemoIT {
    @TempDir
    private Path folder;

    @Test
    void aSwarmJoinsMessagesFlowAndNothingIsLostOrLeftBehind() throws Exception {
        Process demo = start("--seconds", "3", "--agents", "12", "--rate", "100", "--json");

        List<String> lines = read(demo, "no such line");

        assertThat(demo.waitFor(Duration.ofSeconds(60))).isTrue();
        assertThat(demo.exitValue()).as(String.join("\n", lines)).isZero();
        JsonNode summary = Json.parse(lines.getLast());
        assertThat(summary.path("agents").asInt()).isEqualTo(12);
        assertThat(summary.path("submitted").asInt()).isBetween(200, 400);
        assertThat(summary.path("completed")).isEqualTo(summary.path("submitted"));
        assertThat(summary.path("replied")).isEqualTo(summary.path("submitted"));
        assertThat(summary.path("lost").asInt(-1)).isZero();
        assertThat(summary.path("doubled").asInt(-1)).isZero();
        assertThat(summary.path("p50Ms").asDouble()).isPositive();
        assertThat(summary.path("startupMs").asInt()).isPositive();
        assertThat(summary.path("sagas"))
                .isEqualTo(Json.parse(
                        "{\"report-1\":\"completed\",\"report-2\":\"compensated\",\"research-1\":\"completed\"}"));
        assertThat(String.join("\n", lines))
                .contains(
                        "12 of 12 agents healthy",
                        "Gross scope 1                      150.506",
                        "because NON_RETRYABLE: the portal takes no filings: it is closed",
                        "total 324.966 t, in csrd/published/brightwater-foods-2024.md, SHA-256 ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aSignalEndsItWithTheSummary() throws Exception {
        Process demo = start("--seconds", "600", "--agents", "4", "--rate", "50");
        List<String> lines = read(demo, ", p50 ");

        // Process.destroy would close the output before the summary is read.
        demo.toHandle().destroy();
        lines.addAll(read(demo, "no such line"));

        assertThat(demo.waitFor(Duration.ofSeconds(60))).isTrue();
        assertThat(demo.exitValue()).as(String.join("\n", lines)).isZero();
        assertThat(lines).anyMatch(line -> line.contains("submitted") && line.contains(", 0 lost, 0 doubled"));
        assertThat(folder).isEmptyDirectory();
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Swarmlog.class.getName(),
                "demo"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The lines up to one that holds the text, or all of them. */
    private static List<String> read(Process process, String until) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.contains(until)) {
                break;
            }
        }
        return lines;
    }
}
