package dev.swarmlog.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.runtime.http.HttpEndpoint;
import dev.swarmlog.runtime.settings.Settings;
import java.util.Map;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class ServiceMainTest {
    @Test
    void refusesWrongSettingsWithTwo() {
        assertThat(run(Map.of("SWARMLOG_HTTP_PORT", "x", "SWARMLOG_TEST_THREADS", "0")))
                .isEqualTo(2);
    }

    @Test
    void givesUpOnAnUnreachableClusterWithThree() {
        assertThat(run(Map.of(
                        "SWARMLOG_BOOTSTRAP_SERVERS", "127.0.0.1:1",
                        "SWARMLOG_SCHEMA_REGISTRY", "http://127.0.0.1:1",
                        "SWARMLOG_HTTP_PORT", "0",
                        "SWARMLOG_START_TIMEOUT_MS", "100")))
                .isEqualTo(3);
    }

    @Test
    void failsOnATakenPortWithOne() {
        try (var taken = new HttpEndpoint("127.0.0.1", 0, () -> "").start()) {
            assertThat(run(Map.of(
                            "SWARMLOG_HTTP_PORT",
                            String.valueOf(taken.port()),
                            "SWARMLOG_BOOTSTRAP_SERVERS",
                            "127.0.0.1:1",
                            "SWARMLOG_START_TIMEOUT_MS",
                            "100")))
                    .isEqualTo(1);
        }
    }

    private static int run(Map<String, String> env) {
        return ServiceMain.run(env, ServiceMainTest::service);
    }

    private static Service service(Settings settings) {
        StreamsTuning tuning = StreamsTuning.exactlyOnce(25).orAsSet(settings, "SWARMLOG_TEST_");
        return Service.of("test", tuning, context -> new Topology());
    }
}
