package dev.swarmlog.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.examples.csrd.CsrdAgents;
import dev.swarmlog.examples.desk.Desk;
import dev.swarmlog.examples.desk.Json;
import dev.swarmlog.examples.desk.Table;
import dev.swarmlog.examples.desk.Workroom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsrdAgentsTest {
    private static final String LEEDS = "{\"report\":\"r-1\",\"site\":\"leeds\",\"year\":2024}";

    @TempDir
    private Path folder;

    @Test
    void readingsAreLockedForOneReport() throws IOException {
        assertThat(does("csrd-readings", "csrd.readings", LEEDS).path("readings"))
                .hasSize(4);
        assertThat(does("csrd-readings", "csrd.readings", LEEDS).path("readings"))
                .hasSize(4);
        assertThatThrownBy(() -> does("csrd-readings", "csrd.readings", LEEDS.replace("r-1", "r-2")))
                .isInstanceOf(AgentFailure.class)
                .hasMessageContaining("leeds-2024 is locked for the report r-1");

        assertThat(does("csrd-readings", "csrd.readings.unlock", LEEDS.replace("r-1", "r-2"))
                        .path("unlocked")
                        .asBoolean())
                .isFalse();
        assertThat(does("csrd-readings", "csrd.readings.unlock", LEEDS)
                        .path("unlocked")
                        .asBoolean())
                .isTrue();
        assertThat(does("csrd-readings", "csrd.readings", LEEDS.replace("r-1", "r-2"))
                        .path("readings"))
                .hasSize(4);
    }

    @Test
    void allThatIsWrongWithReadingsIsToldAtOnce() {
        String reading = "{\"site\":\"a\",\"activity\":\"%s\",\"unit\":\"%s\",\"amount\":%s,\"evidence\":\"%s\"}";
        String readings = String.join(
                ",",
                reading.formatted("diesel", "gallon", "1", "bill"),
                reading.formatted("diesel", "litre", "-1", ""),
                reading.formatted("coal", "t", "1", "bill"));

        assertThatThrownBy(() -> does("csrd-checker", "csrd.check", "{\"readings\":[[" + readings + "]]}"))
                .hasMessage("a, diesel: litre is expected, found gallon; a, diesel: stands there twice;"
                        + " a, diesel: an amount is expected, found -1; a, diesel: evidence is expected, found none;"
                        + " a, coal: there is no factor for it");
    }

    @Test
    void eachFactorOfTheTableSaysWhereItIsFrom() throws IOException {
        JsonNode found = does("csrd-factors", "csrd.factors", "{\"activities\":[\"diesel\",\"rail\"]}");

        assertThat(found.path("diesel").path("kgCo2ePerUnit").asDouble()).isEqualTo(2.51279);
        assertThat(found.path("diesel").path("source").asText())
                .startsWith("Fuels, diesel (average biofuel blend) (emission-factors.csv, SHA-256 ");
        assertThat(Table.text("csrd-report/emission-factors.csv")).contains("https://www.gov.uk/", "Open Government");
    }

    @Test
    void aFigureWhoseInputsWereChangedIsRefused() throws IOException {
        String inputs = "[{\"amount\":1.5,\"site\":\"leeds\"}]";
        String figure =
                "{\"report\":\"r-1\",\"figure\":\"Gross scope 1\",\"tonnes\":1.0,\"inputs\":%s,\"sha256\":\"%s\"}";

        does("csrd-figures", "csrd.figure.enter", figure.formatted(inputs, Json.sha256(inputs)));
        assertThat(folder.resolve("figures/r-1_gross-scope-1.json")).exists();
        assertThatThrownBy(() -> does(
                        "csrd-figures",
                        "csrd.figure.enter",
                        figure.formatted(inputs.replace("1.5", "1.4"), Json.sha256(inputs))))
                .hasMessageStartingWith("the inputs of \"Gross scope 1\" have the SHA-256 ");
    }

    @Test
    void theSameFiguresMakeTheSameBytesAndAClosedPortalGetsNone() throws IOException {
        String draft = "{\"report\":\"%s\",\"company\":\"c\",\"year\":2024,\"totalTonnes\":1.5,\"sha256\":\"s\","
                + "\"figures\":[{\"figure\":\"Gross scope 1\",\"tonnes\":1.5,\"sha256\":\"i\"}]}";
        String filing = "{\"report\":\"%s\",\"name\":\"c-2024\",\"portal\":\"%s\",\"sha256\":\"%s\"}";
        String sha256 = does("csrd-reports", "csrd.report.write", draft.formatted("r-1"))
                .path("sha256")
                .asText();
        assertThat(does("csrd-reports", "csrd.report.write", draft.formatted("r-2"))
                        .path("sha256")
                        .asText())
                .isEqualTo(sha256);

        assertThatThrownBy(() -> does("csrd-reports", "csrd.report.publish", filing.formatted("r-1", "closed", sha256)))
                .hasMessage("the portal takes no filings: it is closed");
        does("csrd-reports", "csrd.report.discard", "{\"report\":\"r-1\"}");
        does("csrd-reports", "csrd.report.publish", filing.formatted("r-2", "open", sha256));

        assertThat(folder.resolve("drafts/r-1.md")).doesNotExist();
        assertThat(Json.sha256(Files.readString(folder.resolve("published/c-2024.md"))))
                .isEqualTo(sha256);
    }

    @Test
    void namesLeadNowhereElse() {
        assertThatThrownBy(() -> does("csrd-reports", "csrd.report.discard", "{\"report\":\"../r-1\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'../r-1.md'");
    }

    @Test
    void tablesAreReadWithQuotesAndNotes() {
        Table table = Table.of("# a note\na,b\n1,\"x, y\"\n\n2,\n");

        assertThat(table.rows()).isEqualTo(List.of(Map.of("a", "1", "b", "x, y"), Map.of("a", "2", "b", "")));
        assertThatThrownBy(() -> Table.of("a,b\n1\n")).hasMessage("2 cells are expected, found: 1");
    }

    private JsonNode does(String desk, String capability, String input) throws IOException {
        List<Desk> desks = CsrdAgents.in(new Workroom(folder));
        return desks.stream()
                .filter(each -> each.agent().id().equals(desk))
                .findFirst()
                .orElseThrow()
                .done(capability, Json.read(input));
    }
}
