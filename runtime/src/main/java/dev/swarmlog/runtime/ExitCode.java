package dev.swarmlog.runtime;

import dev.swarmlog.runtime.settings.BadSettings;

/** What a program tells its caller by its exit code; the same everywhere. */
public enum ExitCode {
    DONE(0),
    FAILED(1),
    WRONG_USAGE(2),
    UNREACHABLE(3);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static ExitCode of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotReachCluster) {
                return UNREACHABLE;
            }
            if (cause instanceof BadSettings) {
                return WRONG_USAGE;
            }
        }
        return FAILED;
    }
}
