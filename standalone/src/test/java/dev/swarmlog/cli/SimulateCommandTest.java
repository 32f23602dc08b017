package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.simulator.scenario.Reading;
import dev.swarmlog.simulator.scenario.ScenarioReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is reached: no cluster is there. */
class SimulateCommandTest {
    private static final String HEAD = "apiVersion: swarmlog.dev/v1\nkind: Scenario\nmetadata: {name: a}\n";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aBadScenarioIsRefusedWithAllThatIsWrongBeforeAnythingStarts() throws IOException {
        Path file = file(HEAD + "load: {arrivals: {model: paced, perSecond: -1}}\nfaults: [{fault: crash, at: 1s}]\n");

        assertThat(run("simulate", "--scenario", file.toString())).isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        file + ":4:44: load.arrivals.perSecond: a number from 0.0 to 1000000.0 is expected, found the"
                                + " number -1",
                        file + ":5:10: faults[0].agents: whom it hits is expected");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatAScenarioSaysNoFlagSaysOtherwise() throws IOException {
        Path file = file(HEAD);

        assertThat(run("simulate", "--scenario", file.toString(), "--agents", "5"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("--agents: the scenario says that");
    }

    @Test
    void aScenarioThatIsNotThereSaysSo() {
        assertThat(run("simulate", "--scenario", folder.resolve("none.yaml").toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("cannot read a scenario from");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "storm", "faults", "zone-outage", "llm-trace"})
    void theExamplesCanBeSimulated(String name) throws IOException {
        Path file = Path.of("..", "examples", "scenarios", name + ".yaml");
        ScenarioReader reader = new ScenarioReader(trace -> Files.newBufferedReader(file.resolveSibling(trace)));

        assertThat(reader.read(Files.readAllBytes(file))).isInstanceOf(Reading.Valid.class);
    }

    private int run(String... words) {
        return Swarmlog.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("scenario.yaml"), text);
    }
}
