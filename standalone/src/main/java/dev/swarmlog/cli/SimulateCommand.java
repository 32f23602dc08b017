package dev.swarmlog.cli;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.show.Interruption;
import dev.swarmlog.cli.show.Show;
import dev.swarmlog.cli.show.Show.Audience;
import dev.swarmlog.cli.show.Show.Audience.Interest;
import dev.swarmlog.cli.show.Summary;
import dev.swarmlog.simulator.core.Plan;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "simulate",
        description = {
            "Let a simulated swarm join the installation and put it to work.",
            "Fails when a message is lost, answered wrongly, or worked on twice."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog simulate --agents 1000 --rate 2000 --duration 30s --json")
final class SimulateCommand implements Callable<Integer> {
    @Mixin
    private final SimulationOptions simulation = new SimulationOptions();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationText.class,
            description = "How long messages are submitted (${DEFAULT-VALUE})")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "sim",
            description = "What the agents' names begin with (${DEFAULT-VALUE})")
    private String name = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        Plan plan = simulation.plan(name);
        ClusterConfig config = cluster.reach();
        try (Interruption interruption = Interruption.watch()) {
            Interest interest = output.isJson() ? Interest.NOTHING : Interest.PICTURES_OR_LINES;
            Summary summary = Show.run(config, plan, duration, new Audience(output.out(), interest, interruption));
            if (output.isJson()) {
                output.json(summary.json());
            } else {
                output.lines(summary.lines());
            }
            return summary.isEven() ? 0 : Failure.FAILED;
        }
    }
}
