package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.letters.LetterView;
import dev.swarmlog.cli.view.Table;
import dev.swarmlog.coordinator.letters.Letter;
import dev.swarmlog.coordinator.letters.LetterBox;
import dev.swarmlog.v1.DeadLetter;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "List the newest dead letters, the newest last.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog dead-letters list --reason expired --since 2h --limit 20")
final class DeadLettersListCommand implements Runnable {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Show at most so many (${DEFAULT-VALUE})")
    private int limit;

    @Mixin
    private final LetterFilter filter = new LetterFilter();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        if (limit < 1) {
            throw Failure.wrongUsage("--limit: 1 or more, not " + limit);
        }
        List<Letter> letters = new LetterBox(cluster.reach()).newest(filter, limit);
        if (output.isJson()) {
            output.jsonArray(letters.stream().map(LetterView::summary).toList());
            return;
        }
        Table table = Table.of("AT", "REASON", "MESSAGE", "FROM", ">ATTEMPTS", "DETAIL");
        letters.forEach(letter -> row(table, letter));
        output.lines(table.isEmpty() ? List.of("no dead letters") : table.lines());
    }

    private static void row(Table table, Letter letter) {
        DeadLetter wire = letter.wire();
        String again = letter.resubmittedFrom();
        table.row(
                Instant.ofEpochMilli(wire.getAtMs()),
                wire.getReason(),
                letter.id(),
                letter.place(),
                wire.getAttempts(),
                wire.getDetail() + (again.isEmpty() ? "" : " (resubmitted from " + again + ")"));
    }
}
