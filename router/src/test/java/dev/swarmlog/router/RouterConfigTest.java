package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.runtime.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterConfigTest {
    @Test
    void refusesWaitsThatBeginAboveTheirCap() {
        Settings settings = Settings.from(
                Map.of("SWARMLOG_ROUTER_BACKOFF_BASE_MS", "2000", "SWARMLOG_ROUTER_BACKOFF_MAX_MS", "1000"));
        RouterConfig.from(settings);

        assertThatThrownBy(settings::check).hasMessageContaining("SWARMLOG_ROUTER_BACKOFF_MAX_MS: 2000 > 1000");
    }

    @Test
    void refusesWhatBreaksPromisesToRequesters() {
        Settings settings =
                Settings.from(Map.of("SWARMLOG_ROUTER_BACKOFF_MAX_MS", "30001", "SWARMLOG_ROUTER_HOPS_MAX", "17"));
        RouterConfig.from(settings);

        assertThatThrownBy(settings::check)
                .hasMessageContaining("SWARMLOG_ROUTER_BACKOFF_MAX_MS is '30001'")
                .hasMessageContaining("SWARMLOG_ROUTER_HOPS_MAX is '17'");
    }
}
