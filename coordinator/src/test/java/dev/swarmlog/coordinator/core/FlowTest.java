package dev.swarmlog.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.core.Flow.Reading;
import org.junit.jupiter.api.Test;

final class FlowTest {
    private final Flow flow = new Flow(10_000);

    @Test
    void knowsNothingAtFirst() {
        assertThat(flow.reading()).isEqualTo(new Reading(0, 0));

        flow.sampled(0, 500);

        assertThat(flow.reading()).isEqualTo(new Reading(500, 0));
    }

    @Test
    void givesTheRateOfItsWindow() {
        for (int second = 0; second <= 60; second++) {
            flow.sampled(second * 1_000L, second < 50 ? 0 : (second - 50) * 200L);
        }

        assertThat(flow.reading()).isEqualTo(new Reading(2_000, 200));
    }

    @Test
    void beginsAnewWhenTheTotalFalls() {
        flow.sampled(0, 1_000);
        flow.sampled(1_000, 2_000);

        flow.sampled(2_000, 10);

        assertThat(flow.reading()).isEqualTo(new Reading(10, 0));
    }
}
