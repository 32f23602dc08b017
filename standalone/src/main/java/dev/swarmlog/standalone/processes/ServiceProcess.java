package dev.swarmlog.standalone.processes;

import dev.swarmlog.standalone.Ports;
import dev.swarmlog.standalone.processes.JavaProcess.Jvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code swarmlog service NAME} as a process of its own, which comes back as the same instance on the same port. */
public final class ServiceProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final JavaProcess process;
    private final int httpPort;

    private ServiceProcess(JavaProcess process, int httpPort) {
        this.process = process;
        this.httpPort = httpPort;
    }

    /** Where the services of one installation are. */
    public record Ground(Path folder, String bootstrapServers, String schemaRegistry, Jvm jvm) {
        private static final int BRIEF_HEAP_MIB = 256;

        /** For services that live for a minute. */
        public static Ground brief(Path folder, String bootstrapServers, String schemaRegistry) {
            return new Ground(folder, bootstrapServers, schemaRegistry, Jvm.brief(BRIEF_HEAP_MIB));
        }
    }

    /** Starts it and does not wait for it. */
    public static ServiceProcess launch(Ground ground, String service, String instance, Map<String, String> env)
            throws IOException {
        int httpPort = Ports.free();
        Map<String, String> all = new HashMap<>(env);
        all.put("SWARMLOG_INSTANCE_ID", instance);
        all.put("SWARMLOG_STATE_DIR", ground.folder().resolve("state").toString());
        all.put("SWARMLOG_HTTP_PORT", String.valueOf(httpPort));
        // Its broker may have begun but now, and whoever launches it waits for it anyway.
        all.putIfAbsent("SWARMLOG_START_TIMEOUT_MS", String.valueOf(JavaProcess.PATIENCE.toMillis()));
        List<String> arguments = List.of(
                "service",
                service,
                "--bootstrap-servers",
                ground.bootstrapServers(),
                "--schema-registry",
                ground.schemaRegistry());
        JavaProcess process = JavaProcess.launch(
                ground.folder().resolve(service + "-" + instance + ".out"),
                new JavaProcess.Plan(ground.jvm(), BrokerNodes.COMMAND_LINE, all, arguments));
        return new ServiceProcess(process, httpPort);
    }

    public JavaProcess process() {
        return process;
    }

    public void awaitReady() {
        process.await("ready", this::isReady);
    }

    private boolean isReady() {
        try {
            return get("/health/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(at(path));
    }

    public HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(at(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + Ports.HOST + ":" + httpPort + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(Duration.ofSeconds(15)).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        process.close();
    }
}
