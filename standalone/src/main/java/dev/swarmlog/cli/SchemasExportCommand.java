package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.standalone.registry.SchemaArchive;
import dev.swarmlog.standalone.registry.SchemaTransfer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Write all schemas of a registry into a file.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog schemas export schemas.json")
final class SchemasExportCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "The file to write")
    private Path file = Path.of("");

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        SchemaArchive archive = SchemaTransfer.with(cluster.registry()).export();
        try {
            archive.write(file);
        } catch (UncheckedIOException e) {
            throw Failure.because(e.getMessage() + ": " + e.getCause(), e);
        }
        int subjects = archive.subjects().size();
        if (output.isJson()) {
            output.json(Json.object()
                    .put("file", file.toString())
                    .put("subjects", subjects)
                    .put("versions", archive.versions()));
        } else {
            output.line(archive.versions() + " versions of " + subjects + " subjects are in " + file);
        }
    }
}
