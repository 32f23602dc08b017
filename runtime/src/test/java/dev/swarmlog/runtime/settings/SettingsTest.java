package dev.swarmlog.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private enum Pace {
        SLOW,
        FAST
    }

    @Test
    void givesWhatIsSet() {
        Settings settings = Settings.from(Map.of(
                "SWARMLOG_NAME", " x ",
                "SWARMLOG_COUNT", "7",
                "SWARMLOG_WAIT_MS", "250",
                "SWARMLOG_SHARE", "0.25",
                "SWARMLOG_PACE", "Fast"));

        assertThat(settings.text("SWARMLOG_NAME", "", "")).isEqualTo("x");
        assertThat(settings.whole("SWARMLOG_COUNT", 1, 1, 10, "")).isEqualTo(7);
        assertThat(settings.millis("SWARMLOG_WAIT_MS", 1, 1, 1_000, "")).isEqualTo(250);
        assertThat(settings.share("SWARMLOG_SHARE", 1, "")).isEqualTo(0.25);
        assertThat(settings.oneOf("SWARMLOG_PACE", Pace.SLOW, "")).isEqualTo(Pace.FAST);
        assertThatCode(settings::check).doesNotThrowAnyException();
    }

    @Test
    void fallsBackWhereNothingOrEmptyIsSet() {
        Settings settings = Settings.from(Map.of("SWARMLOG_COUNT", ""));

        assertThat(settings.whole("SWARMLOG_COUNT", 3, 1, 10, "")).isEqualTo(3);
        assertThat(settings.text("SWARMLOG_NAME", "y", "")).isEqualTo("y");
    }

    @Test
    void tellsEverythingThatIsWrongTogether() {
        Settings settings = Settings.from(Map.of(
                "SWARMLOG_COUNT", "11",
                "SWARMLOG_WAIT_MS", "soon",
                "SWARMLOG_SHARE", "NaN",
                "SWARMLOG_PACE", "medium"));
        settings.whole("SWARMLOG_COUNT", 1, 1, 10, "");
        settings.millis("SWARMLOG_WAIT_MS", 1, 1, 1_000, "");
        settings.share("SWARMLOG_SHARE", 1, "");
        settings.oneOf("SWARMLOG_PACE", Pace.SLOW, "");

        assertThatThrownBy(settings::check)
                .isInstanceOfSatisfying(
                        BadSettings.class,
                        bad -> assertThat(bad.problems())
                                .containsExactly(
                                        "SWARMLOG_COUNT is '11'; allowed is 1 to 10",
                                        "SWARMLOG_WAIT_MS is 'soon'; allowed is 1 to 1000",
                                        "SWARMLOG_SHARE is 'NaN'; allowed is 0 to 1",
                                        "SWARMLOG_PACE is 'medium'; allowed is slow, fast"));
    }

    @Test
    void readsAGroupAsProperties() {
        Settings settings = Settings.from(Map.of(
                "SWARMLOG_KAFKA_SECURITY_PROTOCOL", "SSL",
                "SWARMLOG_KAFKA_", "nothing",
                "KAFKA_HEAP_OPTS", "-Xmx1g"));

        assertThat(settings.group("SWARMLOG_KAFKA_", "")).containsExactly(Map.entry("security.protocol", "SSL"));
    }

    @Test
    void warnsOfWhatNobodyAskedForAndSaysWhatWasMeant() {
        Settings settings = Settings.from(Map.of(
                "SWARMLOG_HTP_PORT", "1",
                "SWARMLOG_HTTP_PORT", "2",
                "SWARMLOG_SOMETHING_ELSE", "3",
                "SWARMLOG_KAFKA_ACKS", "all",
                "PATH", "/bin"));
        settings.whole("SWARMLOG_HTTP_PORT", 0, 0, 9, "");
        settings.group("SWARMLOG_KAFKA_", "");

        assertThat(settings.unknown())
                .containsExactly(
                        "SWARMLOG_HTP_PORT is no setting; did you mean SWARMLOG_HTTP_PORT?",
                        "SWARMLOG_SOMETHING_ELSE is no setting");
    }

    @Test
    void remembersWhatWasAskedForInItsOrder() {
        Settings settings = Settings.from(Map.of("SWARMLOG_B", "5"));
        settings.whole("SWARMLOG_B", 2, 1, 10, "The b");
        settings.secret("SWARMLOG_A", "The a");

        assertThat(settings.asked())
                .containsExactly(
                        new Setting("SWARMLOG_B", "2", "1 to 10", "The b"),
                        new Setting("SWARMLOG_A", "", "secret", "The a"));
    }

    @Test
    void refusesToAskTwiceInDifferentWays() {
        Settings settings = Settings.from(Map.of());
        settings.whole("SWARMLOG_B", 2, 1, 10, "The b");

        assertThatCode(() -> settings.whole("SWARMLOG_B", 2, 1, 10, "The b")).doesNotThrowAnyException();
        assertThatThrownBy(() -> settings.whole("SWARMLOG_B", 3, 1, 10, "The b"))
                .isInstanceOf(IllegalStateException.class);
    }
}
