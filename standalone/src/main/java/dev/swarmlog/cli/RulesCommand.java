package dev.swarmlog.cli;

import picocli.CommandLine.Command;

/** {@code rules}: which messages go to which kind of agent. */
@Command(
        name = "rules",
        description = "Route messages by what they say, with rules in CEL.",
        subcommands = {
            RulesValidateCommand.class,
            RulesApplyCommand.class,
            RulesListCommand.class,
            RulesRemoveCommand.class,
            RulesExplainCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog rules apply rules.yaml")
final class RulesCommand {}
