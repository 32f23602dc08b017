package dev.swarmlog.cli;

import dev.swarmlog.v1.ImprovementCommandKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code improve}: what became of sagas, and what should be changed about their definitions. */
@Command(
        name = "improve",
        description = {
            "See what became of the sagas of each definition, and say yes or no to what should be changed about it.",
            "A change that is approved is tried by a share of the new sagas, and stays if it is not worse."
        },
        subcommands = {ImproveTracksCommand.class, ImproveListCommand.class, ImproveShowCommand.class},
        footerHeading = "%nExample:%n",
        footer = {"  ./swarmlog improve tracks", "  ./swarmlog improve list", "  ./swarmlog improve approve ID"})
final class ImproveCommand {
    @Command(
            name = "approve",
            description = "Let a share of the new sagas try a change.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog improve approve 3f2a90c1b7de --permille 100")
    int approve(
            @Mixin ImproveTelling telling,
            @Option(
                            names = "--permille",
                            paramLabel = "N",
                            description = "So many of a thousand, at most 500; as the coordinator is set unless said")
                    int permille,
            @Mixin CommentOption why) {
        return telling.tell(ImprovementCommandKind.APPROVE, permille, why.text());
    }

    @Command(
            name = "reject",
            description = "Say no to a change; one that is tried, or that stayed, is rolled back.",
            footerHeading = "%nExample:%n",
            footer = "  ./swarmlog improve reject 3f2a90c1b7de --comment 'the bank says ten seconds'")
    int reject(@Mixin ImproveTelling telling, @Mixin CommentOption why) {
        return telling.tell(ImprovementCommandKind.REJECT, 0, why.text());
    }
}
