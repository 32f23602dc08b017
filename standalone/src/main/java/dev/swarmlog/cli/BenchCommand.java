package dev.swarmlog.cli;

import picocli.CommandLine.Command;

/** {@code bench}: what it can do. */
@Command(
        name = "bench",
        description = "Measure the platform: what docs/benchmarks.md is made from.",
        subcommands = {
            BenchAllCommand.class,
            BenchRegistryCommand.class,
            BenchRouterCommand.class,
            BenchSagaCommand.class,
            BenchSwarmCommand.class,
            BenchLimitsCommand.class,
            BenchScaleCommand.class,
            BenchHotCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = {"  ./swarmlog bench registry --json", "  ./swarmlog bench all"})
final class BenchCommand {}
