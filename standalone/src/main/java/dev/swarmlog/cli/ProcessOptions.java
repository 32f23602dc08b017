package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.ProcessGround;
import dev.swarmlog.standalone.processes.FaultScript.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/** Whether a simulation brings an installation of processes of its own, and what is done to those. */
final class ProcessOptions {
    private static final Set<Part> HITTABLE = EnumSet.of(Part.BROKER, Part.REGISTRY, Part.ROUTER);

    /** Against what a simulation runs. */
    enum Ground {
        GIVEN,
        PROCESSES
    }

    @Option(
            names = "--platform",
            paramLabel = "given|processes",
            defaultValue = "given",
            description =
                    "The installation that there is, or one of processes that are started for it (${DEFAULT-VALUE})")
    private Ground platform = Ground.GIVEN;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            defaultValue = "3",
            description = "Of these processes, how many are brokers (${DEFAULT-VALUE})")
    private int brokers;

    @Option(
            names = "--routers",
            paramLabel = "N",
            defaultValue = "2",
            description = "And how many are routers; there are as many registries (${DEFAULT-VALUE})")
    private int routers;

    @Option(
            names = "--break",
            paramLabel = "PART",
            split = ",",
            description = "Kill and stop these, as the seed says: broker, registry, router")
    private List<String> broken = new ArrayList<>();

    @Option(
            names = "--break-every",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationText.class,
            description = "How long on average from one such blow to the next (${DEFAULT-VALUE})")
    private Duration gap = Duration.ZERO;

    boolean areWanted() {
        if (platform == Ground.GIVEN && !broken.isEmpty()) {
            throw Failure.wrongUsage("--break: only what was started for it is hit; say --platform processes, too");
        }
        return platform == Ground.PROCESSES;
    }

    /** What is started, and what is done to it while messages flow for so long. */
    ProcessGround.Terms terms(long seed, Duration length) {
        if (brokers < 1 || routers < 1 || brokers > 9 || routers > 9) {
            throw Failure.wrongUsage("--brokers, --routers: 1 to 9, not " + brokers + " and " + routers);
        }
        if (gap.toMillis() < 100) {
            throw Failure.wrongUsage("--break-every: at least 100ms, not " + gap.toMillis() + " ms");
        }
        Set<Part> parts = EnumSet.noneOf(Part.class);
        broken.forEach(word -> parts.add(part(word)));
        if (parts.contains(Part.BROKER) && brokers < 3) {
            throw Failure.wrongUsage(
                    "--break broker: of " + brokers + " brokers none can be missed; with three one can");
        }
        return new ProcessGround.Terms(brokers, routers, parts, seed, length, gap);
    }

    private static Part part(String word) {
        for (Part part : HITTABLE) {
            if (part.name().equalsIgnoreCase(word)) {
                return part;
            }
        }
        throw Failure.wrongUsage("--break: "
                + String.join(
                        ", ",
                        HITTABLE.stream()
                                .map(part -> part.name().toLowerCase(Locale.ROOT))
                                .toList())
                + " can be broken, not '" + word + "'");
    }
}
