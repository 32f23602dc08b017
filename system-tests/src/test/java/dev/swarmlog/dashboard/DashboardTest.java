package dev.swarmlog.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand agents of which two thousand change each second. {@code -Ddashboard.seconds=30} measures for longer. */
@Timeout(120)
final class DashboardTest {
    private static final int AGENTS = 10_000;
    private static final int SECONDS = Integer.getInteger("dashboard.seconds", 1);
    private static final String ROWS = "document.querySelectorAll('.line:not([hidden]) .state').length > 10";

    @TempDir
    private Path folder;

    private @Nullable Stage played;
    private @Nullable Browser opened;

    @BeforeEach
    void open() throws Exception {
        Path program = Browser.installed().orElse(null);
        assumeTrue(program != null, "no Chromium: the dashboard is not looked at");
        played = new Stage(AGENTS);
        opened = Browser.open(program, Files.createDirectory(folder.resolve("profile")));
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
        if (played != null) {
            played.close();
        }
    }

    @Test
    void showsTenThousandAgentsWithoutFreezing() throws Exception {
        Stage stage = Objects.requireNonNull(played);
        Browser browser = Objects.requireNonNull(opened);
        browser.visit(stage.url() + "/#agents");
        browser.await(ROWS);
        browser.visit("about:blank");
        browser.visit(stage.url() + "/#agents");
        browser.await(ROWS);

        double paintedMs = browser.value("performance.getEntriesByName('first-contentful-paint')[0].startTime")
                .asDouble();
        double rowsMs = browser.value("performance.getEntriesByName('rows')[0].startTime")
                .asDouble();
        double agentsPercent = browser.busyPercent(SECONDS);
        browser.visit(stage.url() + "/#overview");
        browser.await("document.querySelectorAll('.bar').length === 4");
        double overviewPercent = browser.busyPercent(SECONDS);

        System.out.printf(
                "%d agents: first paint %.0f ms, first rows %.0f ms; agents view %.1f %%, overview %.1f %% of a core%n",
                AGENTS, paintedMs, rowsMs, agentsPercent, overviewPercent);
        browser.keep("overview");
        browser.prefer("dark");
        browser.keep("overview-dark");
        browser.prefer("light");
        assertThat(paintedMs).isLessThan(2_000);
        assertThat(rowsMs).isLessThan(2_000);
        assertThat(agentsPercent).isLessThan(50);
        assertThat(overviewPercent).isLessThan(50);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void onlyRowsInSightExistAndKeysReachAllOfThem() throws Exception {
        Stage stage = Objects.requireNonNull(played);
        Browser browser = Objects.requireNonNull(opened);
        browser.visit(stage.url() + "/#agents");
        browser.await(ROWS);

        assertThat(browser.value("document.querySelectorAll('.line').length").asInt())
                .isLessThan(60);
        browser.value("document.querySelector('.grid').focus()");
        browser.press("End");
        browser.await("document.querySelector('.line[aria-selected=true]')?.innerText.startsWith('agent-09999')");
        browser.press("Enter");
        browser.await("document.querySelector('.side dl')");
        browser.keep("agent-table");
        assertThat(browser.text(".side")).contains("agent-09999", "response time", "−36 %");
        browser.press("Escape");
        browser.await("!document.querySelector('.side') && document.activeElement.className.includes('grid')");

        browser.value(
                "[...document.querySelectorAll('.head button')].find(each => each.textContent === 'Health').click()");
        browser.await("document.querySelector('[aria-sort=ascending]')?.textContent === 'Health'");
        browser.value("const find = document.querySelector('input[type=search]'); find.value = 'agent-0123';"
                + " find.dispatchEvent(new Event('input'))");
        browser.await("document.querySelector('[role=status].soft').textContent === '10 agents'");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsSwarmsInSpaceAndBudgets() throws Exception {
        Stage stage = Objects.requireNonNull(played);
        Browser browser = Objects.requireNonNull(opened);
        browser.visit(stage.url() + "/#swarms");
        browser.await(
                "[...document.querySelectorAll('nav a')].some(each => each.textContent === 'Swarms' && !each.hidden)");
        assertThat(browser.value("[...document.querySelectorAll('nav a')].find(each => each.textContent ==="
                                + " 'Sessions').hidden")
                        .asBoolean())
                .as("nobody has sessions here")
                .isTrue();
        browser.await("document.querySelector('tbody a')?.textContent === 's-1'");
        browser.visit(stage.url() + "/#swarm/s-1");
        browser.await("document.querySelector('main').innerText.includes('2,000 of 2,000 particles')");
        browser.await("document.querySelector('.curve') && document.querySelectorAll('.heat').length === 6");
        String pixels =
                "(() => { const c = document.querySelector('.space'); const d = c.getContext('2d').getImageData(0, 0,"
                        + " c.width, c.height).data; let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0;"
                        + " return n; })()";
        browser.await(pixels + " > 2000");
        browser.keep("swarm");
        double percent = browser.busyPercent(SECONDS);
        System.out.printf("2,000 particles drawn each second: %.1f %% of a core%n", percent);
        assertThat(percent).isLessThan(50);
        browser.visit(stage.url() + "/#budgets");
        browser.await(
                "document.querySelector('main').innerText.includes('700,000 spent, 120,000 reserved, of 1,000,000')");
        browser.keep("budgets");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void showsWhatShouldBeChangedAndLetsAPersonSayYes() throws Exception {
        Stage stage = Objects.requireNonNull(played);
        Browser browser = Objects.requireNonNull(opened);
        browser.visit(stage.url() + "/#improve");
        browser.await("document.querySelector('main').innerText.includes('Raise the timeout of charge')");
        browser.await("document.querySelector('tbody').innerText.includes('charge: timed out (31)')");
        browser.value("[...document.querySelectorAll('button')].find(each => each.textContent.startsWith('Approve'))"
                + ".click()");
        browser.await("document.querySelector('main').innerText.includes('tried as 1.2.0-improve.1 by 20 %')");
        browser.keep("improve");
        browser.visit(stage.url() + "/#improve/order@1.2.0");
        browser.await("document.querySelector('main').innerText.includes('order-77')");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void tellsOfAlertsAsTheyComeAndAsksNobodyElse() throws Exception {
        Stage stage = Objects.requireNonNull(played);
        Browser browser = Objects.requireNonNull(opened);
        browser.visit(stage.url() + "/");
        browser.await("document.querySelectorAll('nav a').length > 4");
        browser.press("g", "l");
        browser.await("document.querySelector('main').innerText.includes('a first one')");
        assertThat(browser.value("document.activeElement.id").asText()).isEqualTo("main");

        stage.raise("an agent <b>is gone</b>");

        browser.await("document.querySelector('main').innerText.includes('an agent <b>is gone</b>')");
        assertThat(browser.requested())
                .isNotEmpty()
                .allMatch(url -> url.startsWith(stage.url()) || url.equals("about:blank"));
        browser.value("fetch('http://127.0.0.2:1/').catch(() => {})");
        assertThat(browser.value("fetch('http://localhost:9/').then(() => 'sent', () => 'kept')")
                        .asText())
                .isEqualTo("kept");
        assertThat(browser.complaints()).anyMatch(each -> each.contains("Content Security Policy"));
    }
}
