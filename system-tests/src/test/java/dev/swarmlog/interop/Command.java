package dev.swarmlog.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of the machine with its arguments, folder and environment; immutable. */
record Command(List<String> words, Path folder, Map<String, String> env) {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    static Command of(String... words) {
        return new Command(List.of(words), Path.of("").toAbsolutePath(), Map.of());
    }

    Command in(Path otherFolder) {
        return new Command(words, otherFolder, env);
    }

    Command with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(env);
        more.put(name, value);
        return new Command(words, folder, more);
    }

    Command and(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new Command(all, folder, env);
    }

    /** Skips the test, and says why, where the machine does not have the program. */
    Command orSkip() {
        String program = words.getFirst();
        boolean installed = Stream.of(System.getenv("PATH").split(System.getProperty("path.separator"), -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
        assumeTrue(installed, () -> program + " is not installed: not tested with it");
        return this;
    }

    Process start(Path output) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().putAll(env);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs to the end; what it printed, byte for byte, since values are no text. */
    Done run() {
        try {
            Path output = Files.createTempFile("swarmlog-command", ".out");
            Process process = start(output);
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(words + " did not end within " + PATIENCE);
            }
            Done done = new Done(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
            Files.delete(output);
            return done;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    record Done(int exitCode, String output) {
        String lastLine() {
            return output.lines().reduce("", (before, line) -> line);
        }
    }
}
