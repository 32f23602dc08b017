package dev.swarmlog.cli;

import dev.swarmlog.bench.plan.Machines;
import picocli.CommandLine.Option;

/** What an installation is planned on, and what that costs. */
final class MachineOptions {
    @Option(
            names = "--cores",
            paramLabel = "N",
            defaultValue = "8",
            description = "Of each instance (${DEFAULT-VALUE})")
    private int cores;

    @Option(
            names = "--busy",
            paramLabel = "0..1",
            defaultValue = "0.6",
            description = "Up to which share of its cores an instance is planned (${DEFAULT-VALUE})")
    private double busy;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description = "How fast a core is, by those of docs/scale.md (${DEFAULT-VALUE})")
    private double speed;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "3",
            description = "Of each partition (${DEFAULT-VALUE})")
    private int replicas;

    @Option(
            names = "--core-hour",
            paramLabel = "DOLLARS",
            defaultValue = "0.04",
            description = "A core for an hour (${DEFAULT-VALUE})")
    private double coreHour;

    @Option(
            names = "--memory-hour",
            paramLabel = "DOLLARS",
            defaultValue = "0.005",
            description = "A GiB of memory for an hour (${DEFAULT-VALUE})")
    private double memoryHour;

    @Option(
            names = "--disk-month",
            paramLabel = "DOLLARS",
            defaultValue = "0.08",
            description = "A GiB of disk for a month (${DEFAULT-VALUE})")
    private double diskMonth;

    @Option(
            names = "--zone-gib",
            paramLabel = "DOLLARS",
            defaultValue = "0.02",
            description = "A GiB from one zone to another (${DEFAULT-VALUE})")
    private double zoneGib;

    Machines machines() {
        return new Machines(
                cores, busy, speed, replicas, new Machines.Prices(coreHour, memoryHour, diskMonth, zoneGib));
    }
}
