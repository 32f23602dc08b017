package dev.swarmlog.cli;

import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.runtime.telemetry.LogSettings;
import java.nio.file.Path;

/** Sends what libraries log where it does not mix with a command's output. */
final class Logs {
    private static final String PROVIDER = "slf4j.provider";

    private Logs() {}

    /** To be called before the first logger is made. */
    static void toNowhere() {
        if (System.getProperty(PROVIDER) == null) {
            System.setProperty(PROVIDER, "org.slf4j.helpers.NOP_FallbackServiceProvider");
        }
    }

    /** What the platform does, and what goes wrong in what it stands on; as the environment wants it. */
    static void toFile(Path file) {
        dev.swarmlog.runtime.telemetry.Logs.toFile(file, LogSettings.from(Settings.from(System.getenv())));
    }
}
