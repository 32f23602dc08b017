package dev.swarmlog.bench.all;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ComparisonTableTest {
    @Test
    void holdsFiguresAgainstLimitsOfTheSameRound() {
        Rounds rounds = new Rounds(List.of(round(100, 50), round(300, 100), round(200, 400)));

        assertThat(ComparisonTable.of(rounds))
                .anyMatch(line -> line.contains("`deliveries_per_s`")
                        && line.contains("| 200 (100 to 300) |")
                        && line.contains("| 100 (50 to 400) |")
                        && line.contains("| 2 (0.50 to 3) |"));
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
        Rounds rounds = new Rounds(List.of(round(100, 50)));

        assertThat(ComparisonTable.of(rounds)).hasSizeLessThan(6).noneMatch(line -> line.contains("`saga`"));
    }

    @Test
    void aSpreadOfAnEvenNumberHasItsMedianInBetween() {
        Spread spread = Spread.of(List.of(4.0, 1.0, 2.0, 3.0));

        assertThat(spread).isEqualTo(new Spread(1, 2.5, 4));
    }

    @Test
    void numbersHaveAsManyDigitsAsTheyAreWorth() {
        assertThat(Spread.of(List.of(1_234_567.0))).hasToString("1.23 M");
        assertThat(Spread.of(List.of(225_400.0))).hasToString("225 k");
        assertThat(Spread.of(List.of(0.0312))).hasToString("0.031");
        assertThat(Spread.of(List.of(2_016.4))).hasToString("2,016");
    }

    private static Map<String, Map<String, Double>> round(double deliveries, double relay) {
        return Map.of("router", Map.of("deliveries_per_s", deliveries, "streams_relay_per_s", relay));
    }
}
