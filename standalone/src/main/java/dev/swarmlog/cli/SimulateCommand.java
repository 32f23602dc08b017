package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.ProcessGround;
import dev.swarmlog.cli.report.ReportPage;
import dev.swarmlog.cli.show.Interruption;
import dev.swarmlog.cli.show.Show;
import dev.swarmlog.cli.show.Show.Audience;
import dev.swarmlog.cli.show.Show.Audience.Interest;
import dev.swarmlog.cli.show.Summary;
import dev.swarmlog.simulator.core.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        description = {
            "Let a simulated swarm join the installation and put it to work.",
            "Fails when a message is lost, answered wrongly or out of order, or worked on twice.",
            "Ctrl-C ends it with the report so far."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  ./swarmlog simulate --agents 1000 --rate 2000 --duration 30s --json",
            "  ./swarmlog simulate --scenario examples/scenarios/storm.yaml --json report.json --audit audit.jsonl",
            "  ./swarmlog simulate --platform processes --break broker,router --duration 2m --report storm.html"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final String STDOUT = "-";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Mixin
    private final SimulationOptions simulation = new SimulationOptions();

    @Mixin
    private final ScenarioOptions scenarios = new ScenarioOptions();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = STDOUT,
            description = "Write the report as JSON: to a file, or instead of all else")
    @Nullable
    private Path json;

    @Option(
            names = "--audit",
            paramLabel = "FILE",
            description = "Keep the evidence: how the books stand, and a line for each thing that is wrong")
    @Nullable
    private Path audit;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the report as a page of HTML that needs nothing else")
    @Nullable
    private Path page;

    @Mixin
    private final ProcessOptions processes = new ProcessOptions();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws InterruptedException {
        Scenario scenario = scenarios.scenario(simulation, command.commandLine().getParseResult());
        try (Interruption interruption = Interruption.watch()) {
            if (!processes.areWanted()) {
                return told(Show.run(cluster.reach(), scenario, audience(interruption)));
            }
            ProcessGround.Terms terms = processes.terms(scenario.seed(), Duration.ofMillis(scenario.lastsMs()));
            try (ProcessGround ground = ProcessGround.start(terms)) {
                return told(Show.run(
                        ground.cluster(),
                        scenario,
                        audience(interruption),
                        marks -> ground.hit((what, who) -> marks.note(what, who)::ends)));
            }
        }
    }

    private boolean isJson() {
        return json != null && json.toString().equals(STDOUT);
    }

    private Audience audience(Interruption interruption) {
        return new Audience(
                command.commandLine().getOut(), isJson() ? Interest.NOTHING : Interest.PICTURES_OR_LINES, interruption);
    }

    private int told(Show.Outcome outcome) {
        PrintWriter out = command.commandLine().getOut();
        Summary summary = new Summary(outcome.report());
        write(audit, outcome.evidence());
        if (page != null) {
            write(page, ReportPage.of(summary.json()));
        }
        if (isJson()) {
            out.println(summary.json());
        } else {
            write(json, summary.json() + "\n");
            summary.lines().forEach(out::println);
        }
        out.flush();
        return summary.isEven() ? 0 : Failure.FAILED;
    }

    private static void write(@Nullable Path file, String text) {
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw Failure.because("cannot write " + file + ": " + e, e);
        }
    }
}
