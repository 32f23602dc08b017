package dev.swarmlog.agent.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {
    @ParameterizedTest
    @CsvSource({
        "^1.2, 1.2.0, true",
        "^1.2, 1.9.9, true",
        "^1.2, 2.0.0, false",
        "^0.3, 0.4.0, false",
        ">=1 <3, 2.9.9, true",
        ">=1 <3, 3.0.0, false",
        "~1.2.3, 1.2.9, true",
        "~1.2.3, 1.3.0, false",
        "1.x, 1.7.0, true",
        "1.2.3, 1.2.3, true",
        "1.2 - 2, 2.5.0, true",
        "^1 || ^3, 3.1.0, true",
        "^1 || ^3, 2.0.0, false",
        "^1.2, 1.3.0-rc.1, false",
        ">=1.3.0-rc.1, 1.3.0-rc.2, true",
        "*, 9.9.9, true",
        "^1.2, nonsense, false"
    })
    void takesWhatNpmTakes(String range, String version, boolean included) {
        assertThat(VersionRange.of(range).includes(version)).isEqualTo(included);
    }

    @Test
    void theEmptyOneTakesAnything() {
        assertThat(VersionRange.of(" ").includes("not even a version")).isTrue();
        assertThat(VersionRange.of("")).isEqualTo(VersionRange.ANY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"latest", "garbage !!", ">=", "[1.0,2.0)", "^1.2 garbage", "1.2.3.4", "^1 ||", "99999999999"})
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> VersionRange.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void refusesWhatIsTooLongQuickly() {
        assertThatThrownBy(() -> VersionRange.of(">=1 ".repeat(10_000))).isInstanceOf(IllegalArgumentException.class);
    }
}
