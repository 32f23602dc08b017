package dev.swarmlog.processes;

import dev.swarmlog.cli.Swarmlog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** {@code swarmlog service NAME} as a process of its own, which comes back as the same instance on the same port. */
public final class ServiceProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int HEAP_MIB = 256;

    private final JavaProcess process;
    private final int httpPort;

    private ServiceProcess(JavaProcess process, int httpPort) {
        this.process = process;
        this.httpPort = httpPort;
    }

    /** Where the services of one test are. */
    public record Ground(Path folder, String bootstrapServers, String schemaRegistry) {}

    /** Starts it and does not wait for it. */
    public static ServiceProcess launch(Ground ground, String service, String instance, Map<String, String> env)
            throws IOException {
        int httpPort = FreePort.pick();
        Map<String, String> all = new HashMap<>(env);
        all.put("SWARMLOG_INSTANCE_ID", instance);
        all.put("SWARMLOG_STATE_DIR", ground.folder().resolve("state").toString());
        all.put("SWARMLOG_HTTP_PORT", String.valueOf(httpPort));
        List<String> arguments = List.of(
                "service",
                service,
                "--bootstrap-servers",
                ground.bootstrapServers(),
                "--schema-registry",
                ground.schemaRegistry());
        JavaProcess process = JavaProcess.launch(
                ground.folder().resolve(service + "-" + instance + ".out"),
                new JavaProcess.Plan(HEAP_MIB, Swarmlog.class, all, arguments));
        return new ServiceProcess(process, httpPort);
    }

    public JavaProcess process() {
        return process;
    }

    public void awaitReady() {
        Awaitility.await("ready")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .until(this::isReady);
    }

    private boolean isReady() throws InterruptedException {
        process.assertAlive();
        try {
            return get("/health/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + httpPort + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.close();
    }
}
