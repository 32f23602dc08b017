package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.cli.view.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** That benches run and name their figures as the issues do; how large the figures are is for a quiet machine to say. */
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
        assertThat(result.path("figures").path("false_deaths").asInt(-1)).isZero();
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

        int exit = Swarmlog.commandLine()
                .setOut(new PrintWriter(out))
                .execute(
                        "bench",
                        "saga",
                        "--seconds",
                        "1",
                        "--held",
                        "100",
                        "--only",
                        "compensation,latency,memory",
                        "--json");

        assertThat(exit).as("%s", out).isZero();
        JsonNode figures = Json.parse(out.toString().lines().toList().getLast()).path("figures");
        assertThat(figures.path("compensated_per_s").asDouble()).isPositive();
        assertThat(figures.path("compensated_lost").asInt(-1)).isZero();
        assertThat(figures.path("compensated_doubled").asInt(-1)).isZero();
        assertThat(figures.path("strict_p50_ms").asDouble()).isPositive();
        assertThat(figures.path("fast_p50_ms").asDouble()).isPositive();
        assertThat(figures.path("bytes_per_saga").asDouble()).isPositive();
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
