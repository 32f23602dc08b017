package dev.swarmlog.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.core.Census.Member;
import dev.swarmlog.coordinator.core.Census.Totals;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CensusTest {
    private static final Member HEALTHY = new Member("HEALTHY", true, 8, 3, 1);
    private static final Member DEAD = new Member("DEAD", false, 8, 3, 1);

    private final Census census = new Census();

    @Test
    void countsWhoComesAndGoes() {
        census.changed(null, HEALTHY);
        census.changed(null, HEALTHY);
        census.changed(HEALTHY, DEAD);

        assertThat(census.totals()).isEqualTo(new Totals(Map.of("HEALTHY", 1L, "DEAD", 1L), 2, 8, 3, 1));
    }

    @Test
    void forgetsStatesThatNobodyIsIn() {
        census.changed(null, DEAD);
        census.changed(DEAD, null);

        assertThat(census.totals()).isEqualTo(new Totals(Map.of(), 0, 0, 0, 0));
    }
}
