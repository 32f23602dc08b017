package dev.swarmlog.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.deploy.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits of STYLE.md section 4, over the sources of every module. */
final class SourceSizesTest {
    private static final int METHOD_LINES_MAX = 70;
    private static final int PARAMETERS_MAX = 7;

    /**
     * A table is read in one piece, and has no logic: the catalogue's constructor has one line of thought per topic,
     * the others one arm for each kind of a sealed type, and the compiler holds them complete.
     */
    private static final Pattern TABLES =
            Pattern.compile(".*(Topics\\.java:\\d+ <init>|FactCodec\\.java:\\d+ draft|StepForm\\.java:\\d+ state): .*");

    @Test
    void mainSourcesKeepTheLimits() throws IOException {
        List<Path> sources = sourcesBelow("src/main/java");

        assertThat(sources).hasSizeGreaterThan(10);
        assertThat(new SourceSizes(500, METHOD_LINES_MAX, PARAMETERS_MAX).excesses(sources))
                .filteredOn(excess -> !TABLES.matcher(excess).matches())
                .isEmpty();
    }

    @Test
    void testSourcesKeepTheLimits() throws IOException {
        List<Path> sources = sourcesBelow("src/test/java");

        assertThat(new SourceSizes(800, METHOD_LINES_MAX, PARAMETERS_MAX).excesses(sources))
                .isEmpty();
    }

    @Test
    void whatIsTooLargeIsFound(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("A.java"), """
                class A {
                    void f(int a, int b) {
                        f(b, a);
                    }
                }
                """);

        assertThat(new SourceSizes(4, 2, 1).excesses(List.of(source)))
                .hasSize(3)
                .anyMatch(line -> line.contains("5 lines, at most 4"))
                .anyMatch(line -> line.contains("f: 3 lines, at most 2"))
                .anyMatch(line -> line.contains("f: 2 parameters, at most 1"));
    }

    private static List<Path> sourcesBelow(String folder) throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Checkout.root())) {
            for (Path root : modules.map(module -> module.resolve(folder))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }
}
