package dev.swarmlog.coordinator.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.runtime.http.HttpEndpoint;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DashboardFilesTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpEndpoint http =
            new HttpEndpoint("127.0.0.1", 0, () -> "").add(new DashboardFiles()).start();

    @AfterEach
    void stop() {
        client.close();
        http.close();
    }

    @Test
    void namesEveryFileThatThereIs() throws Exception {
        Path folder = Path.of(Objects.requireNonNull(DashboardFiles.class.getResource("files.txt"))
                .toURI());
        try (Stream<Path> files = Files.list(Objects.requireNonNull(folder.getParent()))) {
            List<String> there = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".class") && !name.equals("files.txt"))
                    .sorted()
                    .toList();

            assertThat(Files.readAllLines(folder)).containsExactlyElementsOf(there);
        }
    }

    @Test
    void letsThePageAskNobodyElse() throws Exception {
        HttpResponse<String> page = get("/", "");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "connect-src 'self'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("http://", "https://", "<script>", "style=");
        assertThat(get("/dashboard/style.css", "").body()).doesNotContain("http", "@import");
    }

    @Test
    void sendsAFileAgainOnlyWhenItIsAnother() throws Exception {
        HttpResponse<String> first = get("/dashboard/app.js", "");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(first.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(get("/dashboard/app.js", tag).statusCode()).isEqualTo(304);
        assertThat(get("/dashboard/nothing.js", "").statusCode()).isEqualTo(404);
        assertThat(get("/dashboard/..%2F..%2Fpom.xml", "").statusCode()).isIn(400, 404);
    }

    private HttpResponse<String> get(String path, String tag) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(http.uri() + path));
        if (!tag.isEmpty()) {
            request.header("If-None-Match", tag);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
