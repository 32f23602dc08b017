package dev.swarmlog.registry;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.runtime.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistryConfigTest {
    @Test
    void refusesLowerBoundsAboveTheirUpperOnes() {
        Settings settings = Settings.from(Map.of(
                "SWARMLOG_REGISTRY_HEARTBEAT_MS_MIN", "5000",
                "SWARMLOG_REGISTRY_HEARTBEAT_MS_MAX", "1000",
                "SWARMLOG_REGISTRY_SILENCE_MS_MIN", "90000"));
        RegistryConfig.from(settings);

        assertThatThrownBy(settings::check)
                .hasMessageContaining("SWARMLOG_REGISTRY_HEARTBEAT_MS_MAX: 5000 > 1000")
                .hasMessageContaining("SWARMLOG_REGISTRY_SUSPECT_MS_MAX must be between");
    }

    @Test
    void refusesARhythmBetweenWhoseBeatsEverybodyIsSuspect() {
        Settings settings = Settings.from(Map.of("SWARMLOG_REGISTRY_HEARTBEAT_MS_MAX", "120000"));
        RegistryConfig.from(settings);

        assertThatThrownBy(settings::check)
                .hasMessageContaining("must be below SWARMLOG_REGISTRY_SUSPECT_MS_MAX")
                .hasMessageContaining("120000 >= 60000");
    }
}
