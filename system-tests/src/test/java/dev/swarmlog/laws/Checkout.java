package dev.swarmlog.laws;

import java.nio.file.Files;
import java.nio.file.Path;

/** The working copy that the tests run in: what is read there is not on the class path. */
public final class Checkout {
    private Checkout() {}

    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException(
                        "not in a checkout of Swarmlog: " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }
}
