package dev.swarmlog.cli;

import picocli.CommandLine.Command;

/** {@code saga}: workflows that remember how far they came. */
@Command(
        name = "saga",
        description = "Define sagas: workflows that remember how far they came, and undo what they did.",
        subcommands = {SagaValidateCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog saga validate order.yaml")
final class SagaCommand {}
