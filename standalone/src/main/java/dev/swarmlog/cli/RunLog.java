package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The log of a run that leaves nothing behind, unless it fails: then it stays, and the error says where. */
final class RunLog {
    private final Path file;

    private RunLog(Path file) {
        this.file = file;
    }

    static RunLog open(String command) {
        try {
            Path file = Files.createTempFile("swarmlog-" + command + "-", ".log");
            Logs.toFile(file);
            return new RunLog(file);
        } catch (IOException e) {
            throw Failure.because(
                    "cannot write a log below " + System.getProperty("java.io.tmpdir") + ": " + e.getMessage(), e);
        }
    }

    Path file() {
        return file;
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Failure.because("cannot delete " + file + ": " + e.getMessage(), e);
        }
    }
}
