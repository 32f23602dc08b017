package dev.swarmlog.cli.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ViewTest {
    @Test
    void columnsAreAsWideAsTheirWidestCellAndNumbersStandToTheRight() {
        Table table = Table.of("NAME", ">COUNT", "PLACE").row("a", 1, "x").row("longer", 1_000, "");

        assertThat(table.lines())
                .containsExactly(
                        "NAME    COUNT  PLACE", //
                        "a           1  x",
                        "longer   1000");
    }

    @Test
    void aLineNeverGrowsBeyondItsWidthWhateverItsColours() {
        Line line = new Line(10, true).add("agents", Ink.STRONG).tab(8).add("a long name", Ink.GOOD);

        assertThat(line.toString().replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo("agents  a ");
        assertThat(new Line(10, false).add("abc").right("xyz", Ink.BAD)).hasToString("abc    xyz");
    }

    @Test
    void theHighestValueIsAFullBarAndTheLeastAboveNothingStillShows() {
        Sparkline line = new Sparkline(5);
        for (double value : new double[] {9, 0, 0.01, 50, 100}) {
            line.add(value);
        }

        assertThat(line.draw(5, true)).isEqualTo("▁ ▁▄█");
        assertThat(line.draw(2, false)).isEqualTo("-#");
    }

    @Test
    void figuresHaveThreeDigitsAndAUnit() {
        assertThat(Figures.latency(0.4217)).isEqualTo("0.42 ms");
        assertThat(Figures.latency(73.12)).isEqualTo("73.1 ms");
        assertThat(Figures.latency(873.12)).isEqualTo("873 ms");
        assertThat(Figures.latency(2_500)).isEqualTo("2.5 s");
        assertThat(Figures.age(59_999)).isEqualTo("59 s");
        assertThat(Figures.age(3 * 3_600_000L)).isEqualTo("3 h");
        assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
    }

    @Test
    void whatIsNoJsonIsToldWithItsColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.parse("{\"a\":"))
                .withMessageContaining("column");
        assertThatIllegalArgumentException().isThrownBy(() -> Json.parse(" "));
    }
}
