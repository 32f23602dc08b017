package dev.swarmlog.saga.definition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that definitions are tried with. */
final class Examples {
    private static final Path FOLDER = Path.of("src", "test", "resources", "definitions");

    private Examples() {}

    static List<Path> valid() {
        return in(FOLDER.resolve("valid"));
    }

    static List<Path> invalid() {
        return in(FOLDER.resolve("invalid"));
    }

    static byte[] bytes(String name) {
        return bytes(FOLDER.resolve(name));
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
