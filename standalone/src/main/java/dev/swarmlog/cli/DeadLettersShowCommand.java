package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.letters.LetterView;
import dev.swarmlog.coordinator.letters.Letter;
import dev.swarmlog.coordinator.letters.LetterBox;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show all of a dead letter: why, where, and the message with its payload.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog dead-letters show 9c85d133-4e23-80c8-b93b-5798cde3d5ff")
final class DeadLettersShowCommand implements Runnable {
    @Parameters(
            paramLabel = "ID",
            description = "The message's id, or where it was: messages.submitted-3@17. Of several the newest is shown")
    private String id = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        Letter letter = newest(new LetterBox(cluster.reach()), id);
        if (output.isJson()) {
            output.json(LetterView.json(letter));
        } else {
            output.lines(LetterView.lines(letter));
        }
    }

    static Letter newest(LetterBox box, String id) {
        return box.newest(id)
                .orElseThrow(() -> Failure.because("there is no dead letter of a message '" + id
                        + "'; './swarmlog dead-letters list' shows which there are"));
    }
}
