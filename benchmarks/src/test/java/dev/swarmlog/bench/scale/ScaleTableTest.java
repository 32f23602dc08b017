package dev.swarmlog.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScaleTableTest {
    private static final ScalePlan PLAN =
            new ScalePlan(List.of(10_000), List.of(48), new ScalePlan.Rates(10_000, 10_000), 20, 6);

    @Test
    void aRowSaysWhatEachProcessTookOfTheSum() {
        ScaleRow row = row(10_000, 8, new ScaleRow.Price(9_999.6, of("broker", 20.04, "router", 30.0), 12));

        List<String> table = ScaleTable.of(List.of(row));

        assertThat(table).hasSize(3);
        assertThat(table.getLast())
                .startsWith("| 10,000 | 8 | 50.0 | broker 20.0, router 30.0 | 10,000 |")
                .endsWith("| broker 1.5, registry 2.5 |");
    }

    @Test
    void aRowSaysWhereThePaceWasNotKept() {
        ScaleRow row = row(10_000, 8, new ScaleRow.Price(4_000, of("broker", 20.0, "router", 30.0), 36_000));

        assertThat(ScaleTable.of(List.of(row)).getLast()).contains("| 4,000, **36,000 behind** |");
    }

    @Test
    void figuresAreNamedByWhatTheirRowVaries() {
        ScaleRow.Price price = new ScaleRow.Price(10_000, of("broker", 20.0, "router", 30.0), 0);

        var figures = ScaleBench.findings(PLAN, List.of(row(10_000, 8, price), row(1_000, 48, price)))
                .sections()
                .get("figures");

        assertThat(figures)
                .containsEntry("message_cpu_us_agents_10000", 50L)
                .containsEntry("message_cpu_us_partitions_48", 50L)
                .containsEntry("idle_cpu_ms_per_s_partitions_48", 4L);
    }

    @Test
    void aPlanWithoutAnybodyIsRefused() {
        assertThatThrownBy(() -> new ScalePlan(List.of(0), List.of(), PLAN.load(), 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ScaleRow row(int agents, int partitions, ScaleRow.Price messages) {
        return new ScaleRow(
                agents,
                partitions,
                of("broker", 1.5, "registry", 2.5),
                messages,
                new ScaleRow.Price(10_000, of("broker", 3.0, "registry", 4.0), 0));
    }

    private static Map<String, Double> of(String first, double one, String second, double two) {
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put(first, one);
        parts.put(second, two);
        return parts;
    }
}
