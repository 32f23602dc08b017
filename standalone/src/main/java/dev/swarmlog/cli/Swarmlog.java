package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.Failure;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code swarmlog}: the top of the command line. */
@Command(
        name = "swarmlog",
        description = "The coordination plane for swarms of agents on Apache Kafka.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ClusterCommand.class,
            AgentsCommand.class,
            SendCommand.class,
            WithdrawCommand.class,
            RulesCommand.class,
            BudgetCommand.class,
            SagaCommand.class,
            ImproveCommand.class,
            SessionCommand.class,
            SwarmCommand.class,
            AuditCommand.class,
            SimulateCommand.class,
            BenchCommand.class,
            PlanCommand.class,
            DeadLettersCommand.class,
            SchemasCommand.class,
            ServiceCommand.class,
            TokenCommand.class,
            TrainCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  ./swarmlog demo --seconds 20",
            "",
            "Exit codes: 0 done, 1 the work failed, 2 wrong usage, 3 cannot reach the cluster."
        })
public final class Swarmlog implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean wantsHelp;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version")
    @SuppressWarnings("UnusedVariable") // as above
    private boolean wantsVersion;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show where an error comes from, and what libraries log")
    private boolean verbose;

    private static final int HELP_COLUMNS = 100;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Swarmlog() {}

    /** Without a command there is nothing to do but to say which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Failure.WRONG_USAGE;
    }

    public static void main(String[] args) {
        try {
            System.exit(commandLine().execute(args));
        } catch (Error broken) { // else the broker's threads would keep a process whose command is gone
            broken.printStackTrace();
            System.exit(Failure.FAILED);
        }
    }

    /** The whole command line, for {@link #main} and for tests. */
    static CommandLine commandLine() {
        Swarmlog top = new Swarmlog();
        CommandLine line = new CommandLine(top).setCaseInsensitiveEnumValuesAllowed(true);
        Problems problems = new Problems(() -> top.verbose);
        shape(line);
        return line.setExecutionStrategy(parsed -> {
                    if (!top.verbose && !(leaf(parsed).getCommandSpec().userObject() instanceof KeepsLogs)) {
                        Logs.toNowhere();
                    }
                    return new CommandLine.RunLast().execute(parsed);
                })
                .setParameterExceptionHandler(problems)
                .setExecutionExceptionHandler(problems);
    }

    /** Help is the same shape everywhere: what a command is about first, in the order in which it says it. */
    private static void shape(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .width(HELP_COLUMNS);
        command.getSubcommands().values().forEach(Swarmlog::shape);
    }

    private static CommandLine leaf(ParseResult parsed) {
        return parsed.asCommandLineList().getLast();
    }
}
