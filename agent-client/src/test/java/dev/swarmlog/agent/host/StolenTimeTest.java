package dev.swarmlog.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.host.StolenTime.Ticks;
import org.junit.jupiter.api.Test;

class StolenTimeTest {
    @Test
    void isTheShareOfAllProcessorTimeSinceThen() {
        Ticks before = Ticks.of("cpu  3160806 1050 418349 1240210 24824 0 37433 113238 0 0");
        Ticks after = Ticks.of("cpu  3160846 1050 418359 1240210 24824 0 37433 113288 7 0");

        assertThat(before.all()).isEqualTo(4_995_910);
        assertThat(before.stolen()).isEqualTo(113_238);
        assertThat(after.stolenSince(before)).hasValue(0.5);
    }

    @Test
    void isNotKnownWhereNoTimePassedOrNobodyTells() {
        Ticks ticks = Ticks.of("cpu  1 2 3 4 5 6 7 8");

        assertThat(ticks.stolenSince(ticks)).isEmpty();
        assertThat(Ticks.of("cpu 1 2 3")).isEqualTo(Ticks.UNKNOWN);
        assertThat(Ticks.of("")).isEqualTo(Ticks.UNKNOWN);
        assertThat(Ticks.UNKNOWN.stolenSince(Ticks.UNKNOWN)).isEmpty();
    }
}
