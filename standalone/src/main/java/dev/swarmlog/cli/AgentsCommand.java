package dev.swarmlog.cli;

import picocli.CommandLine.Command;

/** {@code agents}: who is there, and who shall be. */
@Command(
        name = "agents",
        description = "Show the agents that the registry knows, and declare agents for hosts to run.",
        subcommands = {
            AgentsListCommand.class,
            AgentsFindCommand.class,
            AgentsShowCommand.class,
            AgentsApplyCommand.class,
            AgentsValidateCommand.class,
            AgentsConfigsCommand.class,
            AgentsRemoveCommand.class,
            AgentsHostCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = {"  ./swarmlog agents list", "  ./swarmlog agents apply examples/agents/desk.yaml"})
final class AgentsCommand {}
