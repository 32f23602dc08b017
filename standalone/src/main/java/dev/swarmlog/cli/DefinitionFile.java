package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that somebody wrote a definition into; {@code -} is what comes by standard input.
 *
 * @param what for people: "a budget"
 * @param bytesMax as much as is read of it
 */
record DefinitionFile(String what, int bytesMax) {
    private static final int BYTES_MAX = 1_000_000;
    private static final Path STANDARD_INPUT = Path.of("-");

    /** Where whoever reads what is in it has no bound. */
    static DefinitionFile of(String what) {
        return new DefinitionFile(what, BYTES_MAX);
    }

    String text(Path file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw because(file, "it is not UTF-8");
        }
    }

    byte[] bytes(Path file) {
        boolean isPiped = file.equals(STANDARD_INPUT);
        if (!isPiped && Files.notExists(file)) {
            throw because(file, "there is no such file");
        }
        if (!isPiped && Files.isDirectory(file)) {
            throw because(file, "it is a directory");
        }
        try (InputStream in = isPiped ? System.in : Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw because(file, "it has more than " + bytesMax + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw because(file, e.toString());
        }
    }

    private Failure because(Path file, String why) {
        String from = file.equals(STANDARD_INPUT) ? "standard input" : file.toString();
        return Failure.wrongUsage("cannot read " + what + " from " + from + ": " + why);
    }
}
