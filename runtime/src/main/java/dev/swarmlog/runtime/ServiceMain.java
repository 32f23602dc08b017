package dev.swarmlog.runtime;

import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.runtime.telemetry.LogSettings;
import dev.swarmlog.runtime.telemetry.Logs;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One service's {@code main()}. */
public final class ServiceMain {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);

    private ServiceMain() {}

    /** Runs the service until it fails or the process is told to stop; the answer is the process's exit code. */
    public static int run(Map<String, String> env, Function<Settings, Service> factory) {
        try {
            Settings settings = Settings.from(env);
            LogSettings logSettings = LogSettings.from(settings);
            PlatformConfig config = PlatformConfig.from(settings);
            Service service = factory.apply(settings);
            settings.check();
            Logs.toConsole(logSettings);
            settings.unknown().forEach(LOG::warn);
            return serve(config, service).code();
        } catch (RuntimeException e) {
            ExitCode code = ExitCode.of(e);
            LOG.debug("cannot run", e);
            System.err.println(e.getMessage());
            return code.code();
        }
    }

    private static ExitCode serve(PlatformConfig config, Service service) {
        try (ServiceContext context = ServiceContext.of(config, service.name());
                ServiceHost host = ServiceHost.start(context, List.of(service))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(context, host), "stop"));
            LOG.info("{} serves {}", service.name(), host.http().uri());
            LOG.error("{} failed", service.name(), host.awaitFailure());
            return ExitCode.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.DONE;
        }
    }

    /** The process is told to go: what is in hand is finished, and what was traced is sent. */
    private static void stop(ServiceContext context, ServiceHost host) {
        try (context;
                host) {
            LOG.info("stopping {}", host.services().getFirst().name());
        }
    }
}
