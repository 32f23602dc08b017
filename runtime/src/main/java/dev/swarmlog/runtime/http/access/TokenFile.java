package dev.swarmlog.runtime.http.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file, which is looked at again now and then: who is taken out of it is out within seconds, without a
 * restart. Thread-safe. A file that cannot be read any more, or that says what makes no sense, leaves things as they were.
 */
final class TokenFile {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final Path file;
    private Tokens tokens;
    private FileTime changedAt;
    private long lookedAtNanos = System.nanoTime();

    TokenFile(Path file) {
        this.file = file;
        this.changedAt = changedAt(file);
        this.tokens = Tokens.read(file);
    }

    synchronized Tokens tokens() {
        long now = System.nanoTime();
        if (now - lookedAtNanos >= LOOK_NANOS) {
            lookedAtNanos = now;
            look();
        }
        return tokens;
    }

    private void look() {
        try {
            FileTime changed = changedAt(file);
            if (!changed.equals(changedAt)) {
                tokens = Tokens.read(file);
                changedAt = changed;
                LOG.info("the tokens in {} have changed; there are: {}", file, tokens);
            }
        } catch (UncheckedIOException | IllegalArgumentException e) {
            LOG.warn("the tokens stay as they were: {}", e.getMessage());
        }
    }

    private static FileTime changedAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the tokens in " + file + " cannot be read: " + e, e);
        }
    }
}
