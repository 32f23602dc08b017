package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.cli.view.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That benches run and name their figures as the issues do; how large the figures are is for a quiet machine to say. */
@Tag("long")
final class BenchIT {
    private static final String PARTS_OF_ROUTER = "deliveries,cycles,latency";

    @Test
    void measuresTheRegistry() {
        StringWriter out = new StringWriter();

        int exit = Swarmlog.commandLine()
                .setOut(new PrintWriter(out))
                .execute(
                        "bench",
                        "registry",
                        "--agents",
                        "50",
                        "--seconds",
                        "1",
                        "--only",
                        "heartbeats,memory",
                        "--json");

        assertThat(exit).as("%s", out).isZero();
        JsonNode result = Json.parse(out.toString().lines().toList().getLast());
        assertThat(result.fieldNames())
                .toIterable()
                .containsExactly("bench", "figures", "limits", "ratios", "settings", "machine");
        assertThat(result.path("bench").asText()).isEqualTo("registry");
        assertThat(result.path("figures").path("heartbeats_per_s").asDouble()).isPositive();
        assertThat(result.path("figures").path("bytes_per_agent").asDouble()).isPositive();
        // where others take the processors its broker stands still for seconds, and so do all beats
        assertThat(result.path("figures").path("false_deaths").asInt(-1)).isNotNegative();
        assertThat(result.path("ratios").path("ratio_to_streams_store").asDouble())
                .isPositive();
    }

    @Test
    void measuresTheRouter() {
        StringWriter out = new StringWriter();

        int exit = Swarmlog.commandLine()
                .setOut(new PrintWriter(out))
                .execute("bench", "router", "--agents", "50", "--seconds", "1", "--only", PARTS_OF_ROUTER, "--json");

        assertThat(exit).as("%s", out).isZero();
        JsonNode result = Json.parse(out.toString().lines().toList().getLast());
        JsonNode figures = result.path("figures");
        assertThat(figures.path("deliveries_per_s").asDouble()).isPositive();
        assertThat(figures.path("deliveries_lost").asInt(-1)).isZero();
        assertThat(figures.path("deliveries_doubled").asInt(-1)).isZero();
        assertThat(figures.path("cycles_per_s").asDouble()).isPositive();
        assertThat(figures.path("cycles_lost").asInt(-1)).isZero();
        assertThat(figures.path("cycles_doubled").asInt(-1)).isZero();
        assertThat(figures.path("delivery_p50_ms").asDouble()).isPositive();
        assertThat(figures.path("reply_p50_ms").asDouble()).isPositive();
        assertThat(result.path("ratios").path("ratio_to_streams_relay").asDouble())
                .isPositive();
    }

    @Test
    void measuresTheSagaEngine() {
        StringWriter out = new StringWriter();

        // few under way, since many end in waves that are longer than a second on a busy machine
        int exit = Swarmlog.commandLine()
                .setOut(new PrintWriter(out))
                .execute(
                        "bench",
                        "saga",
                        "--seconds",
                        "1",
                        "--in-flight",
                        "20",
                        "--held",
                        "100",
                        "--only",
                        "compensation,memory",
                        "--json");

        assertThat(exit).as("%s", out).isZero();
        JsonNode figures = Json.parse(out.toString().lines().toList().getLast()).path("figures");
        assertThat(figures.path("compensated_per_s").asDouble()).isPositive();
        assertThat(figures.path("compensated_lost").asInt(-1)).isZero();
        assertThat(figures.path("compensated_doubled").asInt(-1)).isZero();
        // of so few it is the heap's noise, and may be less than nothing
        assertThat(figures.path("bytes_per_saga").isNumber()).isTrue();
    }

    @Test
    void measuresSwarms() {
        StringWriter out = new StringWriter();

        int exit = Swarmlog.commandLine()
                .setOut(new PrintWriter(out))
                .execute("bench", "swarm", "--seconds", "1", "--only", "boids,convergence", "--json");

        assertThat(exit).as("%s", out).isZero();
        JsonNode figures = Json.parse(out.toString().lines().toList().getLast()).path("figures");
        assertThat(figures.path("boid_steps_per_s").asLong()).isPositive();
        assertThat(figures.path("converged_s_foraging").asDouble()).isPositive();
    }

    @Test
    void runsBenchesInRoundsAndKeepsWhatTheyFound(@TempDir Path docs) throws IOException {
        Files.writeString(docs.resolve("benchmarks.md"), "# By hand\n");
        StringWriter err = new StringWriter();

        int exit = Swarmlog.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err))
                .execute(
                        "bench",
                        "all",
                        "--runs",
                        "1",
                        "--seconds",
                        "1",
                        "--only",
                        "limits:produce,limits:relay",
                        "--docs",
                        docs.toString());

        assertThat(exit).as("%s", err).isZero();
        JsonNode figures = Json.parse(Files.readString(docs.resolve("benchmarks/history.jsonl")))
                .at("/benches/limits/figures");
        assertThat(figures.at("/raw_produce_per_s/0").asDouble()).isPositive();
        assertThat(figures.at("/raw_relay_per_s/0").asDouble()).isPositive();
        assertThat(figures.at("/raw_relay_lost/0").asInt(-1)).isZero();
        assertThat(docs.resolve("benchmarks.md"))
                .content()
                .startsWith("# By hand\n")
                .contains("raw_relay_per_s");
    }

    @Test
    void namesThePartsThatThereAre() {
        StringWriter err = new StringWriter();

        int exit =
                Swarmlog.commandLine().setErr(new PrintWriter(err)).execute("bench", "registry", "--only", "nothing");

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("heartbeats").contains("memory");
    }
}
