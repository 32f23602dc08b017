package dev.swarmlog.coordinator.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.coordinator.budget.core.Amounts;
import dev.swarmlog.runtime.http.HttpEndpoint;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.BudgetStatus;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the routes of budgets show, and what they refuse before anybody is asked. */
final class BudgetRoutesTest {
    static {
        TrustedTypes.allow();
    }

    private final BudgetIndex index = new BudgetIndex();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpEndpoint http = new HttpEndpoint("127.0.0.1", 0, () -> "")
            .add(new BudgetRoutes(index, () -> {
                throw new Problem(503, "nobody is asked");
            }))
            .start();

    @AfterEach
    void stop() {
        client.close();
        http.close();
    }

    private HttpResponse<String> send(String verb, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(http.uri().resolve(path))
                        .method(verb, BodyPublishers.ofString(body))
                        .header("Content-Type", verb.equals("PUT") ? "application/yaml" : "application/json")
                        .build(),
                BodyHandlers.ofString());
    }

    private void shown(String path) {
        index.changed(
                path,
                BudgetStatus.newBuilder()
                        .setPath(path)
                        .setLimit(BudgetCodec.limit(Amounts.BOUNDLESS))
                        .setAdded(BudgetCodec.wire(Amounts.NONE))
                        .setSpent(BudgetCodec.wire(new Amounts(7, 0, 0, 0)))
                        .setReserved(BudgetCodec.wire(Amounts.NONE))
                        .setChangedAtMs(1)
                        .build());
    }

    @Test
    void showsBudgetsAndTheirAccounts() throws Exception {
        List.of("acme", "acme/a", "acme-2", "acme/b").forEach(this::shown);
        shown("gone");
        index.changed("gone", null);

        assertThat(send("GET", "/budgets", "").body())
                .contains("\"path\":\"acme\"", "\"path\":\"acme-2\"")
                .doesNotContain("acme/a", "gone");
        assertThat(send("GET", "/budgets/acme", "").body())
                .contains("\"path\":\"acme\"", "\"path\":\"acme/a\"", "\"path\":\"acme/b\"", "\"tokens\":7")
                .doesNotContain("acme-2");
        assertThat(send("GET", "/budgets/nobody", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PUT  | /budgets/acme              | kind: Saga | 400 | kind: Budget is expected",
                "PUT  | /budgets/acme              | {{ | 400 | neither YAML nor JSON",
                "POST | /budgets/acme/reservations | {} | 400 | reservationId",
                "POST | /budgets/acme/reservations | {\"reservationId\":\"r\",\"amounts\":{\"tokens\":-1}} | 400 |"
                        + " tokens",
                "POST | /budgets/acme/reservations | {\"reservationId\":\"r\",\"amounts\":{\"euros\":1}} | 400 | euros",
                "POST | /budgets/acme/reservations | {\"reservationId\":\"r\",\"amounts\":{}} | 503 | nobody is asked",
                "POST | /budgets/acme/settlements  | {\"reservationId\":\"r\",\"used\":7} | 400 | used",
                "POST | /budgets/acme/settlements  | {\"reservationId\":\"r\",\"tokensIn\":7} | 503 | nobody is asked",
                "POST | /budgets/acme/approvals    | {\"reservationId\":\"r\"} | 400 | approved",
                "POST | /budgets/acme/approvals    | {\"reservationId\":\"r\",\"approved\":true} | 503 | nobody is"
                        + " asked"
            })
    void namesWhatIsWrong(String verb, String path, String body, int status, String told) throws Exception {
        HttpResponse<String> answer = send(verb, path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(told);
    }
}
