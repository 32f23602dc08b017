package dev.swarmlog.cli;

import picocli.CommandLine.Command;

/** {@code audit}: whether the log is what was written. */
@Command(
        name = "audit",
        description = "Prove that the history is what was written.",
        subcommands = {AuditVerifyCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog audit verify")
final class AuditCommand {}
