package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.bench.scale.ScaleBench;
import dev.swarmlog.bench.scale.ScalePlan;
import dev.swarmlog.bench.scale.ScaleRow;
import dev.swarmlog.cli.cluster.ScaleGround;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That a row of the table comes about; what it says is for a quiet machine. */
@Tag("long")
final class BenchScaleIT {
    @Test
    void measuresWhatAMessageAndABeatCostEachProcess() throws InterruptedException {
        ScalePlan plan = new ScalePlan(List.of(5), List.of(), new ScalePlan.Rates(500, 500), 1, 1);

        List<ScaleRow> told = new ArrayList<>();
        List<ScaleRow> rows = new ScaleBench(plan, ScaleGround::start, new Telling(told)).run();

        assertThat(told).isEqualTo(rows);
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.agents()).isEqualTo(5);
            assertThat(row.idle()).containsOnlyKeys("broker", "router", "registry");
            assertThat(row.messages().micros()).containsOnlyKeys("broker", "router", "load");
            assertThat(row.messages().micros().values()).allMatch(micros -> micros > 0);
            assertThat(row.beats().micros()).containsOnlyKeys("broker", "registry", "load");
            assertThat(row.beats().micros().values()).allMatch(micros -> micros > 0);
        });
    }

    private record Telling(List<ScaleRow> rows) implements ScaleBench.Progress {
        @Override
        public void begins(String what) {}

        @Override
        public void measured(ScaleRow row) {
            rows.add(row);
        }
    }
}
