package dev.swarmlog.cli;

import picocli.CommandLine.Command;

/** {@code bench}: what it can do. */
@Command(
        name = "bench",
        description = "Measure the platform: what docs/benchmarks.md is made from.",
        subcommands = {BenchRegistryCommand.class, BenchRouterCommand.class, BenchSagaCommand.class},
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog bench registry --json")
final class BenchCommand {}
