package dev.swarmlog.schemas.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.swarmlog.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AsyncApiTest {
    private static final Path COMMITTED = Path.of("..", "docs", "asyncapi.json");
    private static final Path VALIDATOR = Path.of("src", "test", "resources", "asyncapi");
    private static final Path INSTALLED = Path.of("target", "asyncapi");
    private static final int INSTALL_MINUTES_MAX = 3;

    private final Topics topics = new Topics("");
    private final String document = AsyncApi.of(topics);

    @Test
    void theCommittedDocumentIsTheOneOfTheCatalogue() throws IOException {
        if (Boolean.getBoolean("asyncapi.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, document);
        }

        assertThat(COMMITTED)
                .as("docs/asyncapi.json is behind the catalogue: run './mvnw test -pl schemas -Dtest=AsyncApiTest"
                        + " -Dasyncapi.write=true' and commit it")
                .hasContent(document);
    }

    @Test
    void theRealParserFindsNothingWrong() throws Exception {
        installParser();
        Path file = Files.writeString(INSTALLED.resolve("asyncapi.json"), document);

        Run parsed =
                run(INSTALLED, 1, "node", "validate.mjs", file.getFileName().toString());

        int operations = topics.all().stream()
                .mapToInt(topic -> topic.writers().size() + topic.readers().size())
                .sum();
        int channels = topics.all().size();
        assertThat(parsed.output())
                .isEqualTo("3.1.0: %d channels, %d operations, %d messages", channels, operations, channels);
        assertThat(parsed.exitCode()).isZero();
    }

    /** From npm, by the committed lock file and once for each version of it; without npm or a network, not at all. */
    private static void installParser() throws Exception {
        Path lock = VALIDATOR.resolve("package-lock.json");
        Path done = INSTALLED.resolve("node_modules/package-lock.json");
        Files.createDirectories(INSTALLED);
        skipUnless(run(INSTALLED, 1, "node", "--version").exitCode() == 0, "Node.js is not installed");
        Files.copy(
                VALIDATOR.resolve("validate.mjs"),
                INSTALLED.resolve("validate.mjs"),
                StandardCopyOption.REPLACE_EXISTING);
        if (Files.exists(done) && Files.mismatch(done, lock) == -1) {
            return;
        }
        for (String name : List.of("package.json", "package-lock.json")) {
            Files.copy(VALIDATOR.resolve(name), INSTALLED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        Run npm = run(INSTALLED, INSTALL_MINUTES_MAX, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        skipUnless(npm.exitCode() == 0, "npm cannot install @asyncapi/parser: " + npm.output());
        Files.copy(lock, done, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void skipUnless(boolean possible, String why) {
        if (!possible) {
            System.out.println("SKIPPED: docs/asyncapi.json is not checked by the AsyncAPI parser; " + why);
        }
        assumeTrue(possible, why);
    }

    private record Run(int exitCode, String output) {}

    private static Run run(Path folder, int minutesMax, String... command) throws Exception {
        Path log = Files.createTempFile(folder, command[0], ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(minutesMax, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return new Run(-1, "no end after " + minutesMax + " minutes");
            }
            return new Run(process.exitValue(), Files.readString(log).strip());
        } catch (IOException notFound) {
            return new Run(-1, String.valueOf(notFound.getMessage()));
        } finally {
            Files.deleteIfExists(log);
        }
    }
}
