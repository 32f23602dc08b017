package dev.swarmlog.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** {@code swarmlog up} as a process of its own, so that it can be killed and started again on the same data and ports. */
final class UpProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final int STOP_SECONDS_MAX = 20;

    private final Path folder;
    private final int kafkaPort;
    private final int schemaRegistryPort;
    private final int httpPort;
    private Process process;

    private UpProcess(Path folder, int kafkaPort, int schemaRegistryPort, int httpPort) throws IOException {
        this.folder = folder;
        this.kafkaPort = kafkaPort;
        this.schemaRegistryPort = schemaRegistryPort;
        this.httpPort = httpPort;
        this.process = launch();
    }

    static UpProcess start(Path folder) throws IOException {
        UpProcess up = new UpProcess(folder, FreePort.pick(), FreePort.pick(), FreePort.pick());
        up.awaitReady();
        return up;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    String schemaRegistry() {
        return "http://127.0.0.1:" + schemaRegistryPort;
    }

    /** As {@code kill -9} does: no hook runs, nothing is flushed. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it again; how long it took until it was ready. */
    Duration restart() throws IOException {
        long startNs = System.nanoTime();
        process = launch();
        awaitReady();
        return Duration.ofNanos(System.nanoTime() - startNs);
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.swarmlog.cli.Swarmlog",
                "up",
                // It would die with the platform; the agents of these tests live on.
                "--no-echo"));
        command.addAll(List.of("--data", folder.resolve("data").toString()));
        command.addAll(List.of("--port", String.valueOf(kafkaPort)));
        command.addAll(List.of("--schema-registry-port", String.valueOf(schemaRegistryPort)));
        command.addAll(List.of("--http-port", String.valueOf(httpPort)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
                .start();
    }

    private void awaitReady() {
        Awaitility.await("ready; it said: " + output())
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(this::isReady);
    }

    private boolean isReady() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("up ended with " + process.exitValue() + ": " + said());
        }
        try {
            URI ready = URI.create("http://127.0.0.1:" + httpPort + "/health/ready");
            return HTTP.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path output() {
        return folder.resolve("up.out");
    }

    private String said() {
        try {
            return Files.readString(output());
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException tooSlow) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
