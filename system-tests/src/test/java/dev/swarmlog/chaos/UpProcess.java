package dev.swarmlog.chaos;

import dev.swarmlog.standalone.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code swarmlog up} as a process of its own, so that it can be killed and started again on the same data and ports. */
final class UpProcess implements AutoCloseable {
    private final Path folder;
    private final int kafkaPort;
    private final int schemaRegistryPort;
    private final int httpPort;
    private SwarmlogProcess process;

    private UpProcess(Path folder, int kafkaPort, int schemaRegistryPort, int httpPort) throws IOException {
        this.folder = folder;
        this.kafkaPort = kafkaPort;
        this.schemaRegistryPort = schemaRegistryPort;
        this.httpPort = httpPort;
        this.process = launch();
    }

    static UpProcess start(Path folder) throws IOException {
        UpProcess up = new UpProcess(folder, Ports.free(), Ports.free(), Ports.free());
        up.process.awaitReady();
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
        process.kill();
    }

    /** It stands still for so long, as on a machine that others took, and goes on. */
    void pause(Duration time) throws IOException, InterruptedException {
        process.suspend();
        try {
            Thread.sleep(time);
        } finally {
            process.resume();
        }
    }

    /** Starts it again; how long it took until it was ready. */
    Duration restart() throws IOException {
        long startNs = System.nanoTime();
        process = launch();
        process.awaitReady();
        return Duration.ofNanos(System.nanoTime() - startNs);
    }

    private SwarmlogProcess launch() throws IOException {
        // The echo agent would die with the platform; the agents of these tests live on.
        List<String> command = List.of(
                "up",
                "--no-echo",
                "--data",
                folder.resolve("data").toString(),
                "--port",
                String.valueOf(kafkaPort),
                "--schema-registry-port",
                String.valueOf(schemaRegistryPort),
                "--http-port",
                String.valueOf(httpPort));
        return SwarmlogProcess.launch(folder.resolve("up.out"), httpPort, Map.of(), command);
    }

    @Override
    public void close() {
        process.close();
    }
}
