package dev.swarmlog.cli;

import dev.swarmlog.agent.messages.Gathering;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.cli.cluster.Failure;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a message goes to several agents, and what is made of their answers. */
final class GatherOptions {
    @Option(
            names = "--gather",
            paramLabel = "MODE",
            description = "Ask several agents at once: all, first, quorum, majority, best, average or merge")
    private String mode = "";

    @Option(names = "--fan-out", paramLabel = "N", description = "How many agents to ask; all that can, unless said")
    private @Nullable Integer fanOut;

    @Option(names = "--quorum", paramLabel = "N", description = "With quorum: how many answers are enough")
    private int quorum;

    @Option(
            names = "--by",
            paramLabel = "POINTER",
            description =
                    "With best and average: where in a JSON result the number is, such as /score; '-/score' for the smallest")
    private String by = "";

    @Option(
            names = "--window",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "After this the answers that are there have to do")
    private @Nullable Duration window;

    void addTo(MessageDraft draft) {
        if (mode.isEmpty()) {
            if (fanOut != null || quorum != 0 || !by.isEmpty() || window != null) {
                throw Failure.wrongUsage("--fan-out, --quorum, --by and --window go with --gather");
            }
            return;
        }
        try {
            Gathering gathering = Gathering.named(mode.toUpperCase(Locale.ROOT), quorum, by);
            gathering = fanOut == null ? gathering : gathering.of(fanOut);
            draft.gather(window == null ? gathering : gathering.within(window));
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }
}
