package dev.swarmlog.cli;

import dev.swarmlog.agent.cluster.ClusterException;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.runtime.CannotReachCluster;
import dev.swarmlog.runtime.settings.BadSettings;
import dev.swarmlog.schemas.wire.SchemaRegistryException;
import dev.swarmlog.standalone.CannotStartException;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one clear line and an exit code. */
final class Problems implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final BooleanSupplier isVerbose;

    Problems(BooleanSupplier isVerbose) {
        this.isVerbose = isVerbose;
    }

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
        tell(command, message(problem));
        if (isVerbose.getAsBoolean()) {
            problem.printStackTrace(command.getErr());
        }
        return exitCode(problem);
    }

    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        tell(command, String.valueOf(problem.getMessage()));
        PrintWriter err = command.getErr();
        if (!UnmatchedArgumentException.printSuggestions(problem, err)) {
            err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        err.flush();
        return Failure.WRONG_USAGE;
    }

    private static void tell(CommandLine command, String message) {
        command.getErr().println("swarmlog: " + message);
        command.getErr().flush();
    }

    private static String message(Throwable problem) {
        String text = problem.getMessage();
        return switch (problem) {
            case Failure _ -> String.valueOf(text);
            case BadSettings settings -> "the environment is wrong: " + String.join("; ", settings.problems());
            case CannotStartException _, SchemaRegistryException _, ClusterException _, CannotReachCluster _ ->
                String.valueOf(text);
            default ->
                problem.getClass().getSimpleName() + (text == null ? "" : ": " + text) + " (--verbose shows where)";
        };
    }

    private static int exitCode(Throwable problem) {
        return switch (problem) {
            case Failure known -> known.exitCode();
            case BadSettings _ -> Failure.WRONG_USAGE;
            case SchemaRegistryException registry -> registry.isTransient() ? Failure.CANNOT_REACH : Failure.FAILED;
            case ClusterException _, TimeoutException _, CannotReachCluster _ -> Failure.CANNOT_REACH;
            default -> Failure.FAILED;
        };
    }
}
