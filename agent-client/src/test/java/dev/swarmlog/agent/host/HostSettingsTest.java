package dev.swarmlog.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HostSettingsTest {
    @Test
    void eachWithChangesItsOwnAndKeepsTheOthers() {
        HostSettings settings = HostSettings.DEFAULT
                .withInboxPartition(3)
                .withLingerMs(4)
                .withHeartbeatInterval(Duration.ofSeconds(6))
                .withCardInterval(Duration.ofSeconds(7))
                .withDrainTimeout(Duration.ofSeconds(8))
                .withRemembered(9, 10)
                .withThreadsMax(11)
                .withLiveHandlersMax(12);

        assertThat(settings)
                .isEqualTo(new HostSettings(
                        3, 4, Duration.ofSeconds(6), Duration.ofSeconds(7), Duration.ofSeconds(8), 9, 10, 11, 12));
    }

    @Test
    void refusesWhatNoHostCanKeep() {
        assertThatThrownBy(() -> HostSettings.DEFAULT.withDrainTimeout(Duration.ofMillis(-1)))
                .hasMessageContaining("drainTimeout");
        assertThatThrownBy(() -> HostSettings.DEFAULT.withRemembered(0, 1)).hasMessageContaining("rememberedMax");
        assertThatThrownBy(() -> HostSettings.DEFAULT.withThreadsMax(0)).hasMessageContaining("threadsMax");
    }
}
