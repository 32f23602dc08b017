package dev.swarmlog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarmlog.runtime.settings.BadSettings;
import dev.swarmlog.standalone.PlatformOptions.Listeners;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformIT {
    @Test
    void isReadyWhenStartedAndRestartsOnItsData(@TempDir Path folder) throws Exception {
        PlatformOptions options = PlatformOptions.keeping(folder).withListeners(Listeners.ANY);
        for (int i = 0; i < 2; i++) {
            try (Platform platform = Platform.start(options)) {
                assertThat(status(platform.httpUrl() + "/health/ready")).isEqualTo(200);
                assertThat(status(platform.schemaRegistryUrl() + "/subjects/messages.submitted-value/versions/1"))
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void tellsAllWrongSettingsBeforeAnythingStarts(@TempDir Path folder) {
        PlatformOptions options = PlatformOptions.keeping(folder)
                .withListeners(Listeners.ANY)
                .withEnv(Map.of("SWARMLOG_TRACE_SHARE", "2", "SWARMLOG_STOP_TIMEOUT_MS", "never"));

        assertThatThrownBy(() -> Platform.start(options))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("SWARMLOG_TRACE_SHARE")
                .hasMessageContaining("SWARMLOG_STOP_TIMEOUT_MS");
        assertThat(folder.resolve("kafka")).doesNotExist();
    }

    @Test
    void refusesATakenPortAndLeavesTheFolderFree(@TempDir Path folder) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Listeners listeners = new Listeners(0, 0, taken.getLocalPort());

            assertThatThrownBy(
                            () -> Platform.start(PlatformOptions.keeping(folder).withListeners(listeners)))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " for HTTP is taken");
        }
        DataFolder.open(folder).close();
    }

    private static int status(String url) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
