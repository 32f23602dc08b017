package dev.swarmlog.cli;

import picocli.CommandLine.Command;

/** {@code cluster}: Kafka of several brokers on this machine. */
@Command(
        name = "cluster",
        description = "Run a Kafka cluster of several brokers on this machine, each a process of its own.",
        subcommands = {ClusterStartCommand.class, ClusterNodeCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog cluster start --brokers 3")
final class ClusterCommand {}
