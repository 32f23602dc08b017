package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.runtime.http.access.Role;
import dev.swarmlog.runtime.http.access.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "token",
        description = {
            "Make a token for the HTTP interface, and the line by which services know it (SWARMLOG_HTTP_TOKENS_FILE).",
            "The token is shown this once; the line does not tell it to those who read it. Reaches no cluster."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog token eve --role operator --file deploy/tokens")
final class TokenCommand implements Runnable {
    /** As the file names them. */
    enum Named {
        VIEWER,
        OPERATOR,
        ADMIN
    }

    @Parameters(paramLabel = "NAME", description = "Who has it; what they do is remembered under this name")
    private String name = "";

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description =
                    "viewer sees; operator also submits and steers work; admin also changes rules and definitions")
    private Named role = Named.VIEWER;

    @Option(names = "--file", paramLabel = "FILE", description = "Put the line at this file's end")
    private @Nullable Path file;

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        String token = Tokens.fresh();
        String line = Tokens.line(name, Role.valueOf(role.name()), token);
        try {
            Tokens.of(List.of(line));
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage("'" + name + "' is no name: 1 to 64 letters, digits, and . _ @ - are");
        }
        if (file != null) {
            append(file, line);
        }
        if (output.isJson()) {
            output.json(Json.object().put("token", token).put("line", line));
        } else {
            output.lines(file == null ? List.of("token  " + token, "line   " + line) : List.of(token));
        }
    }

    private static void append(Path file, String line) {
        try {
            Files.writeString(
                    file, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw Failure.because("cannot write " + file + ": " + e, e);
        }
    }
}
