package dev.swarmlog.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The machine's own Prometheus, scraping one address every second. */
final class Prometheus implements AutoCloseable {
    private static final String PROGRAM = "prometheus";
    private static final int STOP_SECONDS = 10;

    private final Process process;
    private final URI api;
    private final HttpClient http = HttpClient.newHttpClient();

    private Prometheus(Process process, URI api) {
        this.process = process;
        this.api = api;
    }

    /** Skips the test, and says why, where there is no Prometheus. */
    static Prometheus scraping(URI target, Path folder) throws IOException {
        boolean installed =
                Stream.of(System.getenv("PATH").split(":", -1)).anyMatch(p -> Files.isExecutable(Path.of(p, PROGRAM)));
        assumeTrue(installed, PROGRAM + " is not installed: dashboards are not asked for data");
        Path config = Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                  - job_name: swarmlog
                    static_configs: [{targets: ["%s"]}]
                """.formatted(target.getAuthority()));
        String address = "127.0.0.1:" + freePort();
        Process process = new ProcessBuilder(
                        PROGRAM,
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        return new Prometheus(process, URI.create("http://" + address + "/api/v1/query"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The values that the expression has now, one a series; none while Prometheus does not answer. */
    List<String> values(String expression) throws InterruptedException {
        URI query = URI.create(api + "?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        HttpResponse<String> answer;
        try {
            answer = http.send(HttpRequest.newBuilder(query).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException notYet) {
            return List.of();
        }
        Node data = Checkout.yaml(expression, answer.body()).at("data");
        return data.at("result").items().stream()
                .map(series -> series.at("value").items().getLast().text())
                .toList();
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        process.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
    }
}
