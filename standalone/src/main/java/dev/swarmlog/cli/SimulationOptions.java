package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.timing.ServiceTime;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How large a simulation is, and how hard it works. */
final class SimulationOptions {
    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many agents join (${DEFAULT-VALUE})")
    private int agents;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            description = "Messages per second, whether or not earlier ones are answered (${DEFAULT-VALUE})")
    private double rate;

    @Option(
            names = "--service-time",
            paramLabel = "TIME",
            defaultValue = "2ms",
            converter = DurationText.class,
            description = "How long an agent works on a message, on average (${DEFAULT-VALUE})")
    private Duration serviceTime = Duration.ZERO;

    @Option(
            names = "--failures",
            paramLabel = "0..1",
            defaultValue = "0",
            description = "The share of attempts that fail and may be tried again (${DEFAULT-VALUE})")
    private double failures;

    Scenario scenario(String name, Duration duration) {
        try {
            ServiceTime time =
                    serviceTime.isZero() ? ServiceTime.none() : new ServiceTime.Exponential(serviceTime.toMillis());
            return Scenario.of(agents, rate)
                    .named(name)
                    .lasting(duration)
                    .working(time)
                    .failing(failures);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }
}
