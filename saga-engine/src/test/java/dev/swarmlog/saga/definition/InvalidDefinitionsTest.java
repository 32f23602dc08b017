package dev.swarmlog.saga.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.document.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of each file that is wrong stands beside it; {@code -Dregenerate} writes it anew. */
class InvalidDefinitionsTest {
    private static final Definitions DEFINITIONS = new Definitions();

    static List<Path> files() {
        return Examples.invalid();
    }

    @ParameterizedTest
    @MethodSource("files")
    void allThatIsWrongIsToldAtOnce(Path file) throws IOException {
        List<Problem> problems = DEFINITIONS.validate(Examples.bytes(file)).problems();

        String told = problems.stream().map(problem -> problem + "\n").collect(Collectors.joining());
        Path expected = file.resolveSibling(file.getFileName() + ".txt");
        if (System.getProperty("regenerate") != null) {
            Files.writeString(expected, told);
        }
        assertThat(problems).isNotEmpty();
        assertThat(told).isEqualTo(Files.readString(expected));
    }

    @Test
    void ofVeryManyProblemsTheFirstAreTold() {
        StringBuilder text = new StringBuilder(
                "apiVersion: swarmlog.dev/v1\nkind: Saga\nmetadata: {name: a, version: 1.0.0}\nsteps:\n");
        for (int i = 0; i < 500; i++) {
            text.append("  s").append(i).append(": {tsk: x}\n");
        }

        List<Problem> problems = DEFINITIONS.validate(text.toString()).problems();

        assertThat(problems).hasSize(101);
        assertThat(problems.getLast().text()).isEqualTo("and 900 more problems from here on");
    }
}
