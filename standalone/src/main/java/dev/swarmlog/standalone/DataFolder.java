package dev.swarmlog.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder in which one platform keeps what it knows: the broker's logs, and the services' local state, which could be
 * built again from them. It belongs to one process at a time; a temporary one is deleted when closed.
 */
public final class DataFolder implements AutoCloseable {
    private final Path root;
    private final boolean temporary;
    private final FileChannel lock;

    private DataFolder(Path root, boolean temporary, FileChannel lock) {
        this.root = root;
        this.temporary = temporary;
        this.lock = lock;
    }

    /** Creates the folder where there is none, and takes it for this process. */
    public static DataFolder open(Path root) {
        Path folder = root.toAbsolutePath().normalize();
        return new DataFolder(folder, false, take(folder));
    }

    /** A fresh folder, deleted when closed. */
    public static DataFolder temporary() {
        try {
            Path folder = Files.createTempDirectory("swarmlog-");
            return new DataFolder(folder, true, take(folder));
        } catch (IOException e) {
            throw new CannotStartException(
                    "cannot create a folder below " + System.getProperty("java.io.tmpdir") + ": " + e.getMessage(), e);
        }
    }

    public Path root() {
        return root;
    }

    Path brokerLogs() {
        return root.resolve("kafka");
    }

    /** Whether a broker has been at work in it before. */
    boolean holdsABroker() {
        return Files.exists(brokerLogs().resolve(BrokerSettings.LAID_OUT));
    }

    Path servicesState() {
        return root.resolve("state");
    }

    @Override
    public void close() {
        try {
            lock.close();
            if (temporary) {
                delete(root);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give up the data folder " + root, e);
        }
    }

    private static FileChannel take(Path folder) {
        FileChannel channel = openLockFile(folder);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
            channel.close();
        } catch (OverlappingFileLockException takenByThisProcess) {
            closeQuietly(channel);
        } catch (IOException e) {
            closeQuietly(channel);
            throw unusable(folder, e);
        }
        throw new CannotStartException(
                "the data folder " + folder + " is in use by another swarmlog: stop that one, or choose another folder",
                null);
    }

    private static FileChannel openLockFile(Path folder) {
        try {
            Files.createDirectories(folder);
            return FileChannel.open(
                    folder.resolve("swarmlog.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static CannotStartException unusable(Path folder, IOException e) {
        String reason = e instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : e.getClass().getSimpleName();
        return new CannotStartException("cannot write to the data folder " + folder + ": " + reason, e);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // nothing was written through it
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
