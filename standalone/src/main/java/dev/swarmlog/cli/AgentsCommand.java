package dev.swarmlog.cli;

import picocli.CommandLine.Command;

/** {@code agents}: who is there. */
@Command(
        name = "agents",
        description = "Show the agents that the registry knows.",
        subcommands = {AgentsListCommand.class, AgentsFindCommand.class, AgentsShowCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog agents list")
final class AgentsCommand {}
