package dev.swarmlog.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "250ms, 250, 250ms",
        "30s, 30000, 30s",
        "90s, 90000, 1m30s",
        "1.5s, 1500, 1s500ms",
        "0.05s, 50, 50ms",
        "5m, 300000, 5m",
        "1h30m, 5400000, 1h30m",
        "2d, 172800000, 2d",
        "1d2h3m4s5ms, 93784005, 1d2h3m4s5ms",
        "0s, 0, 0s"
    })
    void aTextIsALengthOfTimeAndBack(String text, long millis, String shortest) {
        assertThat(Durations.millis(text)).isEqualTo(millis);
        assertThat(Durations.text(millis)).isEqualTo(shortest);
        assertThat(Durations.millis(shortest)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "5 s", "5S", "1m1h", "1.5m", "99999999999d", "5s5s", "PT5S"})
    void anythingElseIsNone(String text) {
        assertThat(Durations.millis(text)).isNegative();
    }

    @Test
    void theLongestIsNoOverflow() {
        assertThat(Durations.millis("999999999d999999999h999999999m999999999s")).isPositive();
    }
}
