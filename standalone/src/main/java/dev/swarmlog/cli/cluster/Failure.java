package dev.swarmlog.cli.cluster;

import dev.swarmlog.runtime.ExitCode;
import org.jspecify.annotations.Nullable;

/** A command could not do what was asked; the message is for the person who asked. */
public final class Failure extends RuntimeException {
    public static final int FAILED = ExitCode.FAILED.code();
    public static final int WRONG_USAGE = ExitCode.WRONG_USAGE.code();
    public static final int CANNOT_REACH = ExitCode.UNREACHABLE.code();

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Failure(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public static Failure because(String message) {
        return new Failure(FAILED, message, null);
    }

    public static Failure because(String message, Throwable cause) {
        return new Failure(FAILED, message, cause);
    }

    public static Failure wrongUsage(String message) {
        return new Failure(WRONG_USAGE, message, null);
    }

    public static Failure cannotReach(String message, @Nullable Throwable cause) {
        return new Failure(CANNOT_REACH, message, cause);
    }

    public int exitCode() {
        return exitCode;
    }
}
