package dev.swarmlog.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

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

    public static Path file(String path) {
        return root().resolve(path);
    }

    public static String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files of a folder and below. */
    public static List<Path> filesBelow(String folder) {
        try (Stream<Path> files = Files.walk(file(folder))) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Node yaml(String path) {
        return yaml(path, text(path));
    }

    /** JSON is YAML too. */
    static Node yaml(String name, String text) {
        return new Node(name, new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    }
}
