package dev.swarmlog.standalone.registry;

import dev.swarmlog.schemas.wire.RegistryAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Apicurio Registry in a process of its own, in memory, from the distribution that the build unpacked. */
final class Apicurio implements AutoCloseable {
    private static final Path HOME = Path.of("target", "apicurio");

    private final Process process;
    private final String url;

    private Apicurio(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    static Apicurio start() throws IOException {
        int port = freePort();
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=0",
                        "-Dapicurio.rules.global.compatibility=BACKWARD",
                        "-jar",
                        "quarkus-run.jar")
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(HOME.resolve("apicurio.log").toFile())
                .start();
        Apicurio apicurio = new Apicurio(process, "http://127.0.0.1:" + port + "/apis/ccompat/v7");
        Awaitility.await("Apicurio's start, see target/apicurio/apicurio.log")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .failFast(() -> !process.isAlive())
                .ignoreExceptions()
                .until(apicurio::answers);
        return apicurio;
    }

    private boolean answers() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url + "/subjects")).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    RegistryAddress address() {
        return RegistryAddress.of(url, "");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .thenAccept(Process::destroyForcibly)
                .join();
    }
}
