package dev.swarmlog.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.cli.view.Sparkline;
import dev.swarmlog.simulator.Latencies;
import dev.swarmlog.simulator.Snapshot;
import dev.swarmlog.simulator.core.ledger.Breach;
import dev.swarmlog.simulator.core.ledger.Ending;
import dev.swarmlog.simulator.core.ledger.Totals;
import dev.swarmlog.v1.AgentState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {
    private final Sparkline replies = new Sparkline(100);

    @ParameterizedTest
    @CsvSource({"80,23", "120,39", "60,10", "20,4"})
    void fitsTheTerminalWhateverItsSize(int width, int height) {
        List<String> lines = new Frame(width, height, false, true).draw(scene(), replies);

        assertThat(lines).hasSizeLessThanOrEqualTo(height).allMatch(line -> line.length() <= width);
    }

    @Test
    void showsAgentsMessagesLatencyWorkAndNews() {
        replies.add(400);

        List<String> lines = new Frame(80, 23, false, true).draw(scene(), replies);

        assertThat(String.join("\n", lines))
                .contains("at work", "12 s")
                .contains("60 healthy", "4 joining", "7 ailing", "2 wrong")
                .contains("6,010 submitted", "6,000 replied", "10 on the way")
                .contains("p50 3.21 ms", "p99 12.5 ms")
                .contains("500/s in", "499/s out", "█")
                .contains("1,234 router")
                .contains("demo-000", "echo", "300")
                .contains("2.0 s", "demo-029 joined");
    }

    private static Scene scene() {
        Latencies.Figures latency = new Latencies.Figures(500, 4, 3.21, 6, 12.5, 30, 40);
        Totals totals = new Totals(
                6_010,
                0,
                Map.of(Ending.COMPLETED, 6_000L),
                0,
                new Totals.Effects(6_000, 0, 0),
                Map.of(Breach.DOUBLED, 2L));
        List<Snapshot.Work> work = IntStream.range(0, 20)
                .mapToObj(i -> new Snapshot.Work("demo-%03d".formatted(i), "echo", 300 - i))
                .toList();
        List<Journal.Entry> news = IntStream.range(0, 30)
                .mapToObj(i -> new Journal.Entry(2_000, "demo-%03d joined: echo, eu-west".formatted(i)))
                .toList();
        return new Scene(
                new Scene.Act("at work", Duration.ofSeconds(12), false),
                Map.of(AgentState.HEALTHY, 60, AgentState.JOINING, 4),
                64,
                new Snapshot(totals, latency, latency, work, 7, Map.of("router", 1_234L)),
                new Scene.Pace(500, 499),
                news);
    }
}
