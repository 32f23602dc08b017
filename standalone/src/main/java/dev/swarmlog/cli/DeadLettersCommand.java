package dev.swarmlog.cli;

import picocli.CommandLine.Command;

/** {@code dead-letters}: what could not be delivered. */
@Command(
        name = "dead-letters",
        description = "Show what could not be read or delivered, and submit it again.",
        subcommands = {DeadLettersListCommand.class, DeadLettersShowCommand.class, DeadLettersResubmitCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog dead-letters list")
final class DeadLettersCommand {}
