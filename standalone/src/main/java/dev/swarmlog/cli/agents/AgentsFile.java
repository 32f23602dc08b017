package dev.swarmlog.cli.agents;

import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.coordinator.configs.AgentsDocument;
import dev.swarmlog.coordinator.configs.AgentsReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** A file that declares agents. */
public final class AgentsFile {
    private AgentsFile() {}

    public static AgentsReader.Read read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return AgentsReader.read(new String(in.readNBytes(AgentsReader.BYTES_MAX + 1), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Failure.wrongUsage("cannot read agents from " + file + ": " + e);
        }
    }

    /** Fails with all that is wrong. */
    public static AgentsDocument sound(Path file) {
        AgentsReader.Read read = read(file);
        AgentsDocument document = read.document();
        if (document == null) {
            throw Failure.because("nothing was applied: "
                    + read.problems().stream()
                            .map(problem -> file + ":" + problem)
                            .collect(Collectors.joining("; ")));
        }
        return document;
    }
}
