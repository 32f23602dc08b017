package dev.swarmlog.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.cli.view.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BenchPagesTest {
    @Test
    void replacesWhatIsBetweenTheMarksAndNothingElse(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("benchmarks.md"), "# Figures\nby hand\n");
        BenchPages pages = new BenchPages(folder);

        pages.show(List.of("first"));
        pages.remember(Json.object().put("run", 1));
        Files.writeString(pages.page(), Files.readString(pages.page()) + "behind\n");
        pages.show(List.of("second", "line"));
        pages.remember(Json.object().put("run", 2));

        assertThat(pages.page())
                .hasContent("# Figures\nby hand\n\n" + BenchPages.BEGIN + "\nsecond\nline\n" + BenchPages.END
                        + "\nbehind\n");
        assertThat(pages.history()).hasContent("{\"run\":1}\n{\"run\":2}\n");
    }

    @Test
    void keepsEveryNumberOfEveryRound() {
        BenchRounds rounds = new BenchRounds();
        rounds.add(Map.of("router", told(1.5, "Infinity")));
        rounds.add(Map.of("router", told(2, 7)));

        JsonNode json = Json.parse(rounds.json().toString());

        assertThat(json.at("/benches/router/figures/a_per_s")).hasToString("[1.5,2.0]");
        assertThat(json.at("/benches/router/figures/b")).hasToString("[\"Infinity\",7]");
        assertThat(json.at("/benches/router/settings/seconds").asInt()).isEqualTo(3);
        assertThat(json.at("/machine/cores").asInt()).isEqualTo(2);
        assertThat(json.path("load_average")).hasToString("[0.5,0.5]");
        assertThat(json.path("stolen")).hasToString("[{\"a\":0.015},{\"a\":0.02}]");
        assertThat(json.at("/machine/stolen").isMissingNode()).isTrue();
        assertThat(rounds.stolen().getMax()).isEqualTo(0.02);
        assertThat(rounds.numbers().found().getFirst().get("router")).isEqualTo(Map.of("a_per_s", 1.5));
    }

    @Test
    void goesOnWithoutABenchThatFails() throws InterruptedException {
        BenchRounds rounds = new BenchRounds();
        List<String> progress = new ArrayList<>();

        rounds.run(
                new BenchRounds.Plan("no.such.Program", BenchChoice.of(List.of("limits")), List.of(), Map.of(), 2),
                progress::add,
                () -> progress.add("shown"));

        assertThat(rounds.failures())
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure).contains("bench limits --json ended with 1"));
        assertThat(rounds.done()).isZero();
        assertThat(progress).hasSize(4).doesNotContain("shown");
    }

    @Test
    void choosesBenchesAndPartsOfThem() {
        BenchChoice choice = BenchChoice.of(List.of("limits", "router:deliveries", "router:cycles"));

        assertThat(choice.benches()).containsExactly("limits", "router");
        assertThat(choice.arguments("router")).containsExactly("--only", "deliveries,cycles");
        assertThat(choice.arguments("limits")).isEmpty();
        assertThat(BenchChoice.of(List.of()).benches()).isEqualTo(BenchChoice.BENCHES);
        assertThatThrownBy(() -> BenchChoice.of(List.of("nothing"))).hasMessageContaining("registry");
    }

    private static JsonNode told(double a, Object b) {
        return Json.parse(Json.of(Map.of(
                        "figures", Map.of("a_per_s", a, "b", b),
                        "ratios", Map.of("a_per_s", 0.5),
                        "settings", Map.of("seconds", 3),
                        "machine", Map.of("cores", 2, "load_average", 0.5, "stolen", Map.of("a", a / 100))))
                .toString());
    }
}
