package dev.swarmlog.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Dashboards and alerts ask for metrics that a running platform has. */
final class MetricsIT {
    private static final Pattern METRIC = Pattern.compile("\\b(?:swarmlog|kafka|jvm|process|http)_[a-z0-9_]+");
    private static final Pattern EXPRESSION = Pattern.compile("\"?expr\"?: (.*)");

    @Test
    void whatDashboardsAndAlertsAskForExists() {
        Set<String> asked = new TreeSet<>();
        Checkout.filesBelow("deploy")
                .forEach(file -> EXPRESSION
                        .matcher(Checkout.text(file.toString()))
                        .results()
                        .forEach(expression -> asked.addAll(metrics(expression.group(1)))));

        try (Platform platform = Platform.start(PlatformOptions.temporary())) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(metrics(scrape(platform))).containsAll(asked));
        }
        assertThat(asked).hasSizeGreaterThan(5);
    }

    private static Set<String> metrics(String text) {
        return METRIC.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static String scrape(Platform platform) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI metrics = URI.create(platform.httpUrl() + "/metrics");
            return client.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
