package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class DurationTextTest {
    private final DurationText text = new DurationText();

    @Test
    void readsWhatPeopleType() {
        assertThat(text.convert("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(text.convert("10s")).isEqualTo(Duration.ofSeconds(10));
        assertThat(text.convert("10")).isEqualTo(Duration.ofSeconds(10));
        assertThat(text.convert("2m")).isEqualTo(Duration.ofMinutes(2));
        assertThat(text.convert("1h")).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void refusesWhatIsNoTime() {
        assertThatThrownBy(() -> text.convert("-1s"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("500ms");
    }
}
