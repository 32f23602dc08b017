package dev.swarmlog.cli;

import picocli.CommandLine.Option;

/** What a person has to say to it. */
final class CommentOption {
    @Option(names = "--comment", paramLabel = "TEXT", description = "What you have to say to it; kept in the history")
    private String text = "";

    String text() {
        return text;
    }
}
