package dev.swarmlog.runtime.telemetry;

import dev.swarmlog.runtime.settings.Settings;

/** How a process writes its log. */
public record LogSettings(Format format, Level level) {

    public enum Format {
        PLAIN,
        JSON
    }

    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    public static LogSettings from(Settings settings) {
        return new LogSettings(
                settings.oneOf("SWARMLOG_LOG_FORMAT", Format.PLAIN, "Lines for people, or JSON objects for collectors"),
                settings.oneOf("SWARMLOG_LOG_LEVEL", Level.INFO, "The least important thing that is logged"));
    }
}
