package dev.swarmlog.runtime.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.swarmlog.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets Logback up in code, which starts faster than XML. Logback calls it by itself where a program brings no
 * {@code logback.xml}; a program may then send the log elsewhere.
 */
@ConfiguratorRank(Logs.AFTER_A_PROGRAMS_OWN_FILE)
public final class Logs extends ContextAwareBase implements Configurator {
    static final int AFTER_A_PROGRAMS_OWN_FILE = ConfiguratorRank.FALLBACK + 1;

    private static final String LINE =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %logger{0} - %msg%replace( [%mdc]){' \\[\\]', ''}%n";

    /** What others say at INFO is noise here. */
    private static final List<String> CHATTY =
            List.of("org.apache.kafka", "org.eclipse.jetty", "io.javalin", "kafka", "state.change.logger");

    /** What these warn of is either normal here or told better by ourselves. */
    private static final List<String> CRYING_WOLF = List.of(
            "org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils",
            "org.apache.kafka.streams.StreamsConfig",
            "org.apache.kafka.streams.processor.internals.StateDirectory",
            "org.apache.kafka.streams.processor.internals.RecordDeserializer",
            "org.apache.kafka.streams.processor.internals.GlobalStateManagerImpl");

    /** Errors of a moment in which topics and leaders are still being made; whoever asked asks again. */
    private static final List<String> FALSE_ALARMS =
            List.of("org.apache.kafka.clients.admin.internals.PartitionLeaderStrategy", "kafka.server.ControllerApis");

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        toConsole(context, LogSettings.from(Settings.from(System.getenv())));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Writes the log to standard output. */
    public static void toConsole(LogSettings settings) {
        toConsole(context(), settings);
    }

    /** Writes the log to the end of a file instead: for programs whose standard output is for something else. */
    public static void toFile(Path file, LogSettings settings) {
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        install(context(), appender, settings);
    }

    private static void toConsole(LoggerContext context, LogSettings settings) {
        install(context, new ConsoleAppender<>(), settings);
    }

    private static LoggerContext context() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            return context;
        }
        throw new IllegalStateException("SLF4J is bound to something else than Logback");
    }

    private static void install(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, LogSettings settings) {
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        appender.setContext(context);
        appender.setEncoder(encoder(context, settings.format()));
        appender.start();
        root.addAppender(appender);
        root.setLevel(Level.valueOf(settings.level().name()));
        boolean verbose = settings.level().compareTo(LogSettings.Level.INFO) > 0;
        CHATTY.forEach(name -> context.getLogger(name).setLevel(verbose ? Level.INFO : Level.WARN));
        CRYING_WOLF.forEach(name -> context.getLogger(name).setLevel(verbose ? Level.INFO : Level.ERROR));
        FALSE_ALARMS.forEach(name -> context.getLogger(name).setLevel(verbose ? Level.INFO : Level.OFF));
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogSettings.Format format) {
        Encoder<ILoggingEvent> encoder = switch (format) {
            case JSON -> new JsonLines();
            case PLAIN -> {
                var plain = new PatternLayoutEncoder();
                plain.setPattern(LINE);
                yield plain;
            }
        };
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }
}
