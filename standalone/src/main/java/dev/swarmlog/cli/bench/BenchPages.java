package dev.swarmlog.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.cluster.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Where what was measured is kept: a line for each run in {@code benchmarks/history.jsonl}, and the tables of the last run, or
 * of one that goes on, in {@code benchmarks.md}, between two marks; what people wrote around them stays.
 *
 * @param folder with the documents
 */
public record BenchPages(Path folder) {
    static final String BEGIN = "<!-- bench all: what follows is generated -->";
    static final String END = "<!-- bench all: up to here -->";

    public static boolean areIn(Path folder) {
        return Files.isWritable(folder.resolve("benchmarks.md"));
    }

    public Path page() {
        return folder.resolve("benchmarks.md");
    }

    public Path history() {
        return folder.resolve("benchmarks").resolve("history.jsonl");
    }

    /** Keeps a run that is over. */
    public void remember(ObjectNode run) {
        try {
            Files.createDirectories(history().getParent());
            Files.writeString(history(), run + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** Shows these tables in place of those before. */
    public void show(List<String> tables) {
        try {
            Files.writeString(page(), replaced(Files.readString(page()), tables));
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private RuntimeException cannotWrite(IOException why) {
        return Failure.because("cannot write " + folder + ": " + why.getMessage(), why);
    }

    /** The page with these lines between the marks; with the marks at its end where it has none. */
    static String replaced(String page, List<String> lines) {
        String region = BEGIN + "\n" + String.join("\n", lines) + "\n" + END;
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            return page.stripTrailing() + "\n\n" + region + "\n";
        }
        return page.substring(0, begin) + region + page.substring(end + END.length());
    }
}
