package dev.swarmlog.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.cli.view.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwarmValidateTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "swarms");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysWhatIsRight() {
        String flock = EXAMPLES.resolve("flock.yaml").toString();

        assertThat(run("swarm", "validate", flock)).isZero();

        assertThat(out.toString()).contains(flock + ": flock, FLOCKING, ");
    }

    @Test
    void saysAllThatIsWrongWithItsPlace() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), """
            apiVersion: swarmlog.dev/v1
            kind: Swarm
            metadata: {name: s}
            spec: {behaviour: FLOKKING, seed: x}
            """);

        assertThat(run("swarm", "validate", wrong.toString(), "--json")).isEqualTo(1);

        var problems = Json.parse(out.toString()).at("/files/0/problems");
        assertThat(problems).hasSize(2);
        assertThat(problems.at("/0/line").asInt()).isEqualTo(4);
        assertThat(problems.at("/0/message").asText()).contains("did you mean 'FLOCKING'?");
        assertThat(problems.at("/1/field").asText()).isEqualTo("spec.seed");
    }

    @Test
    void startsNothingThatIsWrongAndReachesNoClusterForIt() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "kind: Swarm\n");

        assertThat(run("swarm", "run", wrong.toString(), "--bootstrap-servers", "127.0.0.1:1"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("nothing was started").contains("apiVersion");
    }

    @Test
    void wantsAFileThatIsThere() {
        assertThat(run("swarm", "validate", folder.resolve("none.yaml").toString()))
                .isEqualTo(2);
    }

    private int run(String... arguments) {
        return Swarmlog.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
