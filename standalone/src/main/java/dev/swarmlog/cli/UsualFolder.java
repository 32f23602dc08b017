package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The usual ports are the machine's, and so are the usual folders: whoever comes back finds their data. */
final class UsualFolder {
    private UsualFolder() {}

    /** The one that is wanted, or else the usual one of that name; made, and to be written to. */
    static Path orElse(@Nullable Path wanted, String name) {
        Path folder = (wanted == null ? usual(name) : wanted).toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw Failure.because("cannot write to the data folder " + folder + "; --data names another one");
            }
            return folder;
        } catch (IOException e) {
            throw Failure.because(
                    "cannot make the data folder " + folder + " ("
                            + e.getClass().getSimpleName() + "); --data names another one",
                    e);
        }
    }

    private static Path usual(String name) {
        String shared = System.getenv("XDG_DATA_HOME");
        Path base = shared == null || shared.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(shared);
        return base.resolve(name);
    }
}
