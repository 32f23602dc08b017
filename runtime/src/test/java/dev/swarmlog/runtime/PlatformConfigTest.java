package dev.swarmlog.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.runtime.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformConfigTest {
    @Test
    void followsTheStandardNameForTheCollectorUnlessOursIsSet() {
        assertThat(otlp(Map.of())).isEmpty();
        assertThat(otlp(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:4318"))).isEqualTo("http://a:4318");
        assertThat(otlp(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:4318", "SWARMLOG_OTLP_ENDPOINT", "http://b:4318")))
                .isEqualTo("http://b:4318");
    }

    @Test
    void namesTheInstanceAfterItsHost() {
        assertThat(PlatformConfig.defaults().instance().id()).isNotBlank();
    }

    @Test
    void documentsTheSameDefaultsOnEveryMachine() {
        Settings settings = Settings.from(Map.of());
        PlatformConfig.from(settings);

        assertThat(settings.asked()).noneMatch(setting -> setting.fallback().contains("/tmp"));
    }

    private static String otlp(Map<String, String> env) {
        return PlatformConfig.from(Settings.from(env)).tracing().otlpEndpoint();
    }
}
