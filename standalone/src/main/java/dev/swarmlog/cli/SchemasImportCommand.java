package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.standalone.registry.SchemaArchive;
import dev.swarmlog.standalone.registry.SchemaTransfer;
import dev.swarmlog.standalone.registry.SchemaTransfer.Moved;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Register all schemas of a file.",
            "Records carry schema ids, so ids are kept where the registry allows that; where not, this says so."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog schemas import schemas.json --schema-registry http://apicurio:8080/apis/ccompat/v7")
final class SchemasImportCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "A file that 'schemas export' wrote")
    private Path file = Path.of("");

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        List<Moved> moved = SchemaTransfer.with(cluster.registry()).importAll(archive());
        List<Moved> renumbered =
                moved.stream().filter(version -> !version.keptItsId()).toList();
        if (output.isJson()) {
            output.json(Json.object().put("versions", moved.size()).put("renumbered", renumbered.size()));
            return;
        }
        output.line(moved.size() + " versions are registered");
        if (!renumbered.isEmpty()) {
            output.line(renumbered.size() + " have other ids there: records written under the old ones are not"
                    + " readable against that registry");
        }
    }

    private SchemaArchive archive() {
        try {
            return SchemaArchive.read(file);
        } catch (UncheckedIOException e) {
            throw Failure.wrongUsage(e.getMessage() + ": " + e.getCause());
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }
}
