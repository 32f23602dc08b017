package dev.swarmlog.examples.desk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of files by name, each whole or not there. */
public final class Workroom {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,127}");

    private final Path folder;

    public Workroom(Path folder) {
        this.folder = folder;
    }

    public @Nullable String read(String kind, String name) throws IOException {
        try {
            return Files.readString(file(kind, name));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    public void write(String kind, String name, String text) throws IOException {
        Path file = file(kind, name);
        Files.createDirectories(folder.resolve(kind));
        Path draft = Files.createTempFile(folder.resolve(kind), ".", ".part");
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether it was there. */
    public boolean remove(String kind, String name) throws IOException {
        return Files.deleteIfExists(file(kind, name));
    }

    /** How many files of a kind there are whose name begins so. */
    public long count(String kind, String prefix) throws IOException {
        if (!Files.isDirectory(folder.resolve(kind))) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder.resolve(kind))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .count();
        }
    }

    /** Any text as a part of a name. */
    public static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** Names come with messages, so that none of them may lead out of the folder. */
    private Path file(String kind, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("letters, digits, '_', '.' and '-' are expected, found '" + name + "'");
        }
        return folder.resolve(kind).resolve(name);
    }
}
