package dev.swarmlog.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.simulator.Simulation;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.v1.AgentState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A swarm at work, as a person sees it. {@code -Ddashboard.agents=10000} measures with so many, and
 * {@code -Ddashboard.images=docs/images} keeps the pictures.
 */
@Timeout(240)
final class DashboardIT {
    private static final int AGENTS = Integer.getInteger("dashboard.agents", 200);
    private static final int LOOKS = 5;
    private static final int MEASURED_SECONDS = AGENTS > 1_000 ? 15 : 3;
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final String SAGA = """
        apiVersion: swarmlog.dev/v1
        kind: Saga
        metadata: {name: shipping, version: 1.0.0}
        steps:
          reserve: {task: stock.reserve, compensate: {task: stock.release}}
          charge: {task: pay.charge, after: reserve, compensate: {task: pay.refund}}
          label: {task: ship.label, after: reserve}
          ask: {kind: APPROVAL, after: [charge, label], timeout: 1h}
          send: {task: ship.send, after: ask}
        """;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void showsASwarmAtWork() throws Exception {
        Path program = Browser.installed().orElse(null);
        assumeTrue(program != null, "no Chromium: the dashboard is not looked at");
        PlatformOptions options = PlatformOptions.temporary()
                .withEnv(Map.of(
                        "SWARMLOG_ROUTER_DECISIONS_SHARE", "1", "SWARMLOG_ROUTER_DECISIONS_PER_SECOND_MAX", "5"));
        try (Platform platform = Platform.start(options);
                AgentHost workers = workers(platform);
                Simulation swarm = Simulation.connect(
                        cluster(platform),
                        Scenario.of(AGENTS, 100).lasting(Duration.ofMinutes(10)),
                        (agentId, status) -> {})) {
            assertThat(workers.size()).isEqualTo(5);
            join(swarm);
            startSagas(platform);
            try (Browser browser = Browser.open(program, Files.createDirectory(folder.resolve("profile")))) {
                look(browser, platform.httpUrl());
                try (ReviewScene review = ReviewScene.play(cluster(platform))) {
                    watchASession(browser, platform.httpUrl(), review);
                }
                assertThat(browser.complaints()).isEmpty();
                assertThat(browser.requested())
                        .as("no request leaves the host")
                        .isNotEmpty()
                        .allMatch(url -> url.startsWith(platform.httpUrl())
                                || url.startsWith("data:")
                                || url.equals("about:blank"));
            }
        }
    }

    private void look(Browser browser, String url) throws Exception {
        measureFirstPaint(browser, url);
        browser.prefer("light");
        browser.visit(url + "/#overview");
        browser.await("[...document.querySelectorAll('.tile b')].some(each => each.textContent === '"
                + String.format(Locale.ROOT, "%,d", AGENTS + 5) + "')");
        TimeUnit.SECONDS.sleep(MEASURED_SECONDS);
        browseAgents(browser, url);
        browser.visit(url + "/#routing");
        browser.await("document.querySelectorAll('.meter').length > 0");
        browser.keep("routing-view");
        browseSagas(browser, url);
        browser.visit(url + "/#alerts");
        browser.await("document.querySelector('main').innerText.includes('step ask: approve or refuse')");
        browser.keep("alert-list");
        browser.visit(url + "/#audit");
        browser.await("document.querySelector('main button')");
        browser.value("document.querySelector('main button').click()");
        browser.await("document.querySelector('main').innerText.includes('chains are whole')");
        assertThat(browser.text("main")).contains("6 chains are whole, 0 are broken");
        browser.keep("audit");
    }

    /** The least of several looks is what the page itself takes: what else the machine does can only add to it. */
    private void measureFirstPaint(Browser browser, String url) throws Exception {
        List<Double> painted = new ArrayList<>();
        List<Double> filled = new ArrayList<>();
        for (int look = 0; look < LOOKS; look++) {
            browser.visit("about:blank");
            browser.visit(url + "/#agents");
            browser.await("document.querySelectorAll('.line:not([hidden]) .state').length > 10");
            painted.add(browser.value("performance.getEntriesByName('first-contentful-paint')[0].startTime")
                    .asDouble());
            filled.add(browser.value("performance.getEntriesByName('rows')[0].startTime")
                    .asDouble());
        }
        System.out.printf("first paint after %s ms, first rows after %s ms, of %d agents%n", painted, filled, AGENTS);
        assertThat(Collections.min(painted)).isLessThan(2_000);
        assertThat(Collections.min(filled)).isLessThan(2_000);
    }

    private void browseAgents(Browser browser, String url) throws Exception {
        browser.visit(url + "/#agents");
        browser.await("document.querySelectorAll('.line:not([hidden]) .state').length > 10");
        double percent = browser.busyPercent(MEASURED_SECONDS);
        System.out.printf("the table of %d agents takes %.1f %% of a core%n", AGENTS, percent);
        assertThat(percent).isLessThan(50);
        assertThat(browser.value("document.querySelectorAll('.line').length").asInt())
                .as("only rows in sight exist")
                .isLessThan(60);

        // By the keyboard alone: to the last one, and what is held against it.
        browser.value("document.querySelector('.grid').focus()");
        browser.press("End");
        browser.await("document.querySelector('.line[aria-selected=true] .state')");
        assertThat(browser.value("document.querySelector('.line[aria-selected=true]').getAttribute('aria-rowindex')")
                        .asInt())
                .isEqualTo(AGENTS + 5 + 1);
        browser.press("Enter");
        browser.await("document.querySelector('.side dl')");
        browser.press("Escape");
        browser.await("!document.querySelector('.side') && document.activeElement.className.includes('grid')");
        browser.value(
                "[...document.querySelectorAll('.head button')].find(each => each.textContent === 'Health').click()");
        browser.await("document.querySelector('[aria-sort=ascending]')?.textContent === 'Health'");
    }

    private void browseSagas(Browser browser, String url) throws Exception {
        browser.visit(url + "/#sagas");
        browser.await("document.querySelectorAll('tbody tr').length === 6");
        browser.keep("saga-list");
        browser.value("[...document.querySelectorAll('tbody a')].find(each => each.textContent === 'ship-0').click()");
        browser.await("document.querySelectorAll('.diagram g[role=button]').length === 5");
        browser.await("[...document.querySelectorAll('button')].some(each => each.textContent === 'Approve ask')");
        browser.value("document.querySelector('.diagram g[role=button]').focus()");
        browser.press("Enter");
        browser.await("document.querySelector('main').innerText.includes('stock')");
        browser.await("document.activeElement.getAttribute('aria-label')?.startsWith('reserve')");
        browser.value(
                "[...document.querySelectorAll('button')].find(each => each.textContent === 'Approve ask').click()");
        browser.await("document.querySelector('main').innerText.includes('completed shipping@1.0.0')");
        assertThat(browser.text("main")).doesNotContain("Approve ask", "Pause", "pending");
        browser.await("document.activeElement.getAttribute('aria-label') === 'reserve: completed'");
        browser.keep("saga-diagram");
    }

    /** By the keyboard alone, and without loading the page again. */
    private static void watchASession(Browser browser, String url, ReviewScene review) throws Exception {
        browser.visit(url + "/#sessions");
        browser.await("document.querySelector('tbody a')?.textContent === '" + ReviewScene.ID + "'");
        browser.value("document.querySelector('tbody a').focus()");
        browser.press("Enter");
        browser.await("document.querySelector('main').innerText.includes('waits for cid')");
        assertThat(browser.text("main")).contains("4 of 4", "oldest waits for", "4 queued, 3 taken, of 12");

        review.loseTheThirdReviewer();

        browser.await("document.querySelector('.state.bad')?.textContent === 'lost'");
        browser.await("[...document.querySelectorAll('td')].some(each => each.textContent === 'lost')");
        browser.await("document.querySelectorAll('.phase .fill.good').length === 1");
        assertThat(browser.text("main")).contains("3 of 4", "waits for ed", "verdict/ann");
        browser.keep("session");
        browser.prefer("dark");
        browser.keep("session-dark");
        browser.prefer("light");
        browser.value("document.querySelector('summary').focus()");
        browser.press("Enter");
        browser.await("document.querySelector('details[open] pre').innerText.includes('twice the same')");
    }

    private static ClusterConfig cluster(Platform platform) {
        return ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl());
    }

    private static AgentHost workers(Platform platform) throws InterruptedException {
        AgentHost host = AgentHost.connect(cluster(platform));
        for (String capability :
                new String[] {"stock.reserve", "stock.release", "pay.charge", "ship.label", "ship.send"}) {
            host.add(Agent.named(capability.replace('.', '-'))
                    .capability(capability, "1.0.0")
                    .handler(context -> {
                        TimeUnit.MILLISECONDS.sleep(40);
                        return Result.json("{\"done\":\"" + capability + "\"}");
                    }));
        }
        return host.start();
    }

    private static void join(Simulation swarm) {
        while (swarm.join(1_000) < AGENTS) {
            Thread.onSpinWait();
        }
        await().atMost(PATIENCE).until(() -> swarm.agents().getOrDefault(AgentState.HEALTHY, 0) >= AGENTS);
        await().atMost(PATIENCE).until(swarm::areServing);
        swarm.begin();
    }

    private void startSagas(Platform platform) throws Exception {
        assertThat(post(platform, "/definitions", SAGA).statusCode()).isEqualTo(201);
        for (int i = 0; i < 6; i++) {
            String body = "{\"name\": \"shipping\", \"sagaId\": \"ship-" + i + "\", \"input\": {\"order\": " + i + "}}";
            await().atMost(PATIENCE).until(() -> post(platform, "/sagas", body).statusCode() / 100 == 2);
        }
    }

    private HttpResponse<String> post(Platform platform, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(platform.httpUrl() + path))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
